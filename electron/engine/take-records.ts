import type { ClusterConfiguration } from '../../shared/domain/configuration.ts';
import type { FactGroup } from '../../shared/domain/facts.ts';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { RecordReason } from '../../shared/domain/record.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { RecordsTaken } from './engine.ts';
import type { Journal } from './journal/journal.ts';
import type { ClusterLook } from './operations/prepared-plan.ts';
import { recordContent } from './operations/record-content.ts';
import { withSeed } from './operations/repoint/named-target.ts';

export interface RecordRequest {
  readonly cluster: string;
  readonly look: ClusterLook;
  /** null: every server of the cluster. */
  readonly servers: readonly ServerId[] | null;
  readonly note: string | null;
  readonly journal: Journal;
  /** When it is not on request. */
  readonly reason?: RecordReason;
}

/**
 * Writes down what one look saw; servers that did not answer are named.
 * @throws SignalboxError `no-server-answered`, `bad-usage` for an unknown server, `journal-unwritable`
 */
export function takeRecords(request: RecordRequest): RecordsTaken {
  const { cluster, look, servers, note, journal, reason = 'requested' } = request;
  const wanted = servers ?? look.topology.servers.map((server) => server.id);
  const contents = wanted.map((server) => {
    const facts = look.facts.get(server);
    if (facts === undefined) throw new SignalboxError('bad-usage', `${server} is not a server of ${cluster}.`);
    return { server, content: recordContent(facts, { cluster, reason, note, operation: null }) };
  });
  const unreachable = contents.filter(({ content }) => content === null).map(({ server }) => server);
  if (unreachable.length === wanted.length) {
    throw new SignalboxError('no-server-answered', `No server of ${cluster} answered: nothing could be recorded.`);
  }
  return {
    records: journal.addRecords(contents.flatMap(({ content }) => (content === null ? [] : [content]))),
    unreachable,
  };
}

interface RecordParts {
  readonly clusters: { named(name: string): Promise<ClusterConfiguration> };
  readonly reader: {
    look(cluster: ClusterConfiguration, signal: AbortSignal, groups: readonly FactGroup[]): Promise<ClusterLook>;
  };
  readonly journal: Journal;
}

/** Ids of the record of one server, which the cluster need not know; none where it does not answer. */
export async function recordOne(
  { clusters, reader, journal }: RecordParts,
  name: string,
  server: ServerId,
  note: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const cluster = await clusters.named(name);
    const known = await reader.look(cluster, signal, ['workers']);
    const look = known.facts.has(server) ? known : await reader.look(withSeed(cluster, server), signal, ['workers']);
    if (!look.facts.has(server)) return [];
    return takeRecords({ cluster: name, look, servers: [server], note, journal }).records.map(({ id }) => id);
  } catch (error) {
    if (error instanceof SignalboxError) return [];
    throw error;
  }
}
