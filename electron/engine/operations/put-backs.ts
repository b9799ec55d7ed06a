import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factGroups, factOf } from '../../../shared/domain/facts.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerSample } from '../../../shared/domain/sample.ts';
import { sourceServer } from '../../../shared/guards/channels.ts';
import { stopPointOf } from '../../../shared/guards/stop-point.ts';
import { applierEvents } from '../../../shared/dialects/applier-log.ts';
import { asItStood } from '../../../shared/plans/put-back/as-it-stood.ts';
import { placeByErrorLog } from '../../../shared/plans/put-back/by-error-log.ts';
import type { ErrorLog, PutBackEvidence, PlaceEvidence } from '../../../shared/plans/put-back/evidence.ts';
import type { PutBackShape } from '../../../shared/plans/put-back/input.ts';
import { decideStopPoint, lowWaterMark, type StopPointDecision } from '../../../shared/plans/put-back/stop-point.ts';
import type { PutBackPreview, PutBackRequest } from '../../../shared/plans/put-back-view.ts';
import { assertAnyAnswers } from './cluster-answers.ts';
import { journalGuards } from './own-guards.ts';
import { preparePutBack } from './prepare-put-back.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';
import { namedChannel } from './repoint/named-channel.ts';
import { readErrorLogFile } from './repoint/error-log-file.ts';
import type { ErrorLogText, SourceLogs } from './repoint/source-logs.ts';
import { resolveServer } from './resolve-server.ts';
import type { RehearsalParts } from './switchovers.ts';

/** What was seen of a server before its channel lost its place, if it had lost it when the record was taken; else null. */
export type LostPlace = (record: RecordEntry, channel: string) => ServerSample | null;

/** Rehearses putting one channel back to what a record says, once it is proved where its data stands. */
export class PutBacks {
  readonly #parts: RehearsalParts;
  readonly #logs: SourceLogs;
  readonly #lostPlace: LostPlace;

  constructor(parts: RehearsalParts, logs: SourceLogs, lostPlace: LostPlace) {
    this.#parts = parts;
    this.#logs = logs;
    this.#lostPlace = lostPlace;
  }

  /** Gathers facts and evidence, asks every guard and builds the plan; changes nothing. */
  async prepare(request: PutBackRequest, signal: AbortSignal): Promise<PreparedPlan<PutBackPreview>> {
    const record = this.#asItStood(request);
    const cluster = await this.#parts.cluster(request.cluster ?? record.cluster);
    const look = await this.#parts.look(cluster, factGroups, signal);
    assertAnyAnswers(cluster, look);
    const shape = shapeOf(request, record, look);
    const evidence = await this.#evidence(cluster, shape, look, signal);
    const decided = await this.#decide(request, cluster, shape, look, evidence, signal);
    const place = await this.#place(cluster, shape, decided, signal);
    const firstGtid = await this.#logs.firstGtid(cluster, shape.source, signal);
    const fresh = await this.#parts.look(cluster, factGroups, signal);
    const decision = standsStill(shape, look, fresh) ? decided : movedMeanwhile;
    const prepared = preparePutBack({
      request,
      cluster,
      look: fresh,
      shape: shapeOf(request, record, fresh),
      answers: { decision, place, firstGtid },
      own: journalGuards(this.#parts.journal, cluster.name),
      now: this.#parts.now(),
    });
    return { ...prepared, again: (accept, again) => this.prepare({ ...request, accept }, again) };
  }

  /** What the record says of the channel, or what was seen before where it had lost its place by then. */
  #asItStood(request: PutBackRequest): RecordEntry {
    const record = this.#parts.journal.record(request.record);
    const { name } = recordedChannel(record, request.channel);
    const before = this.#lostPlace(record, name);
    return before === null ? record : asItStood(record, name, before);
  }

  /** The logs are read only where the applier stands still: what runs proves nothing. */
  async #evidence(
    cluster: ClusterConfiguration,
    { replica, record, recorded, channel, source }: PutBackShape,
    look: ClusterLook,
    signal: AbortSignal,
  ): Promise<PutBackEvidence> {
    const serverId = factOf(look.facts.get(replica), 'identity')?.serverId ?? 0;
    if (channel.sql === 'yes' || recorded.positioning !== 'file')
      return { ownLog: { kind: 'unread', because: 'its log was not looked at' }, tail: null, errorLog: null };
    const ownLog =
      record.position === null
        ? ({ kind: 'unread', because: 'the record names no place in its own log' } as const)
        : await this.#logs.ownLogSince(cluster, { server: replica, serverId }, record.position, signal);
    const applier = factOf(look.facts.get(replica), 'settings')?.applier ?? null;
    const needsTail =
      recorded.sql !== 'no' ||
      ownLog.kind !== 'read' ||
      ownLog.replicated > 0 ||
      lowWaterMark({ record, recorded, applier }) !== null;
    const question = { replica, replicaServerId: serverId, source, since: recorded.executed };
    return { ownLog, tail: needsTail ? await this.#logs.tailOf(cluster, question, signal) : null, errorLog: null };
  }

  /** The error log is looked at where nothing else proves the place, and nothing else speaks against it. */
  async #decide(
    { errorLog }: PutBackRequest,
    cluster: ClusterConfiguration,
    shape: PutBackShape,
    look: ClusterLook,
    evidence: PutBackEvidence,
    signal: AbortSignal,
  ): Promise<StopPointDecision> {
    const decided = decisionOf(shape, look, evidence);
    const { recorded, channel } = shape;
    const stood = channel.sql !== 'yes' && recorded.positioning === 'file' && recorded.executed.file !== '';
    if (decided.kind === 'proved' || decided.appliedAgain || !stood) return decided;
    const text: ErrorLogText =
      errorLog === undefined
        ? await this.#logs.errorLogOf(cluster, shape.replica, signal)
        : { kind: 'read', text: await readErrorLogFile(errorLog) };
    return decisionOf(shape, look, { ...evidence, errorLog: await this.#errorLog(cluster, shape, text, signal) });
  }

  async #errorLog(
    cluster: ClusterConfiguration,
    { recorded, source }: PutBackShape,
    text: ErrorLogText,
    signal: AbortSignal,
  ): Promise<ErrorLog> {
    if (text.kind === 'unread') return { kind: 'untold', because: `its error log was not read: ${text.because}` };
    const told = placeByErrorLog(applierEvents(text.text, recorded.name), recorded.executed);
    if (told.kind === 'untold') return told;
    let applied: number | null = 0;
    for (const stretch of told.afterwards) {
      const more = await this.#logs.transactionsIn(cluster, source, stretch, signal);
      applied = more === null || applied === null ? null : applied + more;
    }
    const failedAfterwards = told.afterwards.some(({ failed }) => failed);
    return {
      kind: 'told',
      position: told.position,
      lastStop: told.afterwards.at(-1)?.to ?? null,
      appliedAfterwards: applied,
      failedAfterwards,
    };
  }

  async #place(
    cluster: ClusterConfiguration,
    { source, recorded }: PutBackShape,
    decision: StopPointDecision,
    signal: AbortSignal,
  ): Promise<PlaceEvidence> {
    const decided = decision.kind === 'proved' && decision.goesOn.kind === 'position' ? decision.goesOn.position : null;
    const from = decided ?? recorded.executed;
    if (from.file === '' || recorded.positioning !== 'file') return { place: null, between: null };
    const place = await this.#logs.placeOf(cluster, source, from, signal);
    const between = place.kind === 'boundary' ? await this.#logs.above(cluster, source, from, signal) : null;
    return { place, between };
  }
}

const movedMeanwhile: StopPointDecision = {
  kind: 'refused',
  appliedAgain: false,
  because: 'It was moved while the logs were read.',
  tried: ['check again once nobody else works on it'],
};

/** Logs may take long to be read: what they prove is of the place where the channel stood then. */
function standsStill({ replica, channel }: PutBackShape, then: ClusterLook, now: ClusterLook): boolean {
  const [before, after] = [then, now].map(({ facts }) => {
    const status = factOf(facts.get(replica), 'status');
    const found = status?.channels.find(({ name }) => name === channel.name);
    return JSON.stringify([stopPointOf(status, channel.name), found?.source, found?.sql, found?.positioning]);
  });
  return channel.positioning !== 'file' || before === after;
}

function shapeOf(request: PutBackRequest, record: RecordEntry, look: ClusterLook): PutBackShape {
  const replica = resolveServer(look.topology, record.server, 'bad-usage');
  const recorded = recordedChannel(record, request.channel);
  const channel = namedChannel(look.facts, replica, recorded.name);
  const source = sourceServer(look.facts, replica, recorded);
  return {
    replica,
    record,
    recorded,
    channel,
    source,
    sameSource: sourceServer(look.facts, replica, channel) === source,
    address: request.restore.source ? recorded.source : channel.source,
    restore: request.restore,
  };
}

/** @throws SignalboxError `bad-usage` where the record has no such channel, or several and none is named. */
function recordedChannel(record: RecordEntry, name: string | null): ChannelFacts {
  const { channels } = record;
  const [only] = channels;
  const found = name === null ? (channels.length === 1 ? only : undefined) : channels.find((c) => c.name === name);
  if (found !== undefined) return found;
  const known = channels.map((channel) => `“${channel.name}”`).join(', ');
  throw new SignalboxError(
    'bad-usage',
    channels.length === 0
      ? `Record ${record.id} is of a server that replicated from nobody: there is nothing to put back.`
      : `Record ${record.id} has the channels ${known}: name one of them.`,
    { server: record.server },
  );
}

function decisionOf(shape: PutBackShape, look: ClusterLook, evidence: PutBackEvidence): StopPointDecision {
  const status = factOf(look.facts.get(shape.replica), 'status');
  const sourceGtid = factOf(look.facts.get(shape.source), 'status')?.gtid ?? { kind: 'none' };
  if (status === undefined)
    return { kind: 'refused', appliedAgain: false, because: 'The {replica} can’t be read.', tried: [] };
  const { record, recorded, channel } = shape;
  const applier = factOf(look.facts.get(shape.replica), 'settings')?.applier ?? null;
  return decideStopPoint({ record, recorded, now: channel, status, sourceGtid, applier, evidence });
}
