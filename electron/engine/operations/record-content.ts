import { factOf, type ServerFacts, type WorkersOfChannel } from '../../../shared/domain/facts.ts';
import type { RecordContent, RecordReason } from '../../../shared/domain/record.ts';
import { shortVersion } from '../../../shared/domain/server.ts';

export interface RecordContext {
  readonly cluster: string;
  readonly reason: RecordReason;
  readonly note: string | null;
  readonly operation: string | null;
}

/** What is written down of one server; null when its identity or status could not be read. */
export function recordContent(facts: ServerFacts, context: RecordContext): RecordContent | null {
  const identity = factOf(facts, 'identity');
  const status = factOf(facts, 'status');
  if (identity === undefined || status === undefined) return null;
  return {
    ...context,
    server: facts.server,
    readAt: facts.readings.status?.readAt ?? 0,
    family: identity.version.family,
    version: shortVersion(identity.version),
    uuid: identity.uuid,
    serverId: identity.serverId,
    position: status.position,
    gtid: status.gtid,
    readOnly: status.readOnly,
    superReadOnly: status.superReadOnly,
    eventScheduler: status.eventScheduler,
    channels: status.channels,
    rawChannels: status.rawChannels,
    ...workersOf(facts),
  };
}

/** Only what was read after the status: earlier, an applier that still ran may have gone on before it stopped. */
function workersOf({ readings }: ServerFacts): { readonly workers?: readonly WorkersOfChannel[] } {
  const { status, workers } = readings;
  const told = workers?.ok === true && status !== undefined && workers.readAt >= status.readAt;
  return told ? { workers: workers.value.channels } : {};
}
