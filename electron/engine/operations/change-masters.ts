import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factGroups, factOf } from '../../../shared/domain/facts.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { ChangeMasterPreview, ChangeMasterRequest } from '../../../shared/plans/change-master-view.ts';
import type { Evidence } from '../../../shared/plans/change-master/evidence.ts';
import { readChangeMasterShape, type ChangeMasterShape } from '../../../shared/plans/change-master/shape.ts';
import type { Tail } from '../../../shared/plans/put-back/evidence.ts';
import { assertAnyAnswers } from './cluster-answers.ts';
import { journalGuards } from './own-guards.ts';
import { prepareChangeMaster } from './prepare-change-master.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';
import { namedChannel } from './repoint/named-channel.ts';
import { addressedTarget, knownTarget, withSeed, type NamedTarget } from './repoint/named-target.ts';
import { promotionOf } from './repoint/promotion.ts';
import { recordedPlace } from './repoint/recorded-place.ts';
import type { SourceLogs } from './repoint/source-logs.ts';
import { resolveServer } from './resolve-server.ts';
import type { RehearsalParts } from './switchovers.ts';

/** Rehearses pointing one channel elsewhere. */
export class ChangeMasters {
  readonly #parts: RehearsalParts;
  readonly #logs: SourceLogs;

  constructor(parts: RehearsalParts, logs: SourceLogs) {
    this.#parts = parts;
    this.#logs = logs;
  }

  /** Gathers facts and evidence, asks every guard and builds the plan; changes nothing. */
  async prepare(request: ChangeMasterRequest, signal: AbortSignal): Promise<PreparedPlan<ChangeMasterPreview>> {
    const cluster = await this.#parts.cluster(request.cluster);
    const first = await this.#find(cluster, request.to, signal);
    assertAnyAnswers(cluster, first.look);
    const seen = shapeOf(request, first.look, first.target);
    const evidence = await this.#evidence(cluster, request, seen, first.look, signal);
    const { look, target } = await this.#again(cluster, request.to, first, evidence, signal);
    const shape = shapeOf(request, look, target);
    assertStandsStill(seen, shape, evidence);
    const prepared = prepareChangeMaster({
      request,
      cluster,
      look,
      shape,
      evidence,
      own: journalGuards(this.#parts.journal, cluster.name),
      now: this.#parts.now(),
    });
    return { ...prepared, again: (accept, again) => this.prepare({ ...request, accept }, again) };
  }

  /** Logs may take long to be read: then the facts that are decided on are read after them. */
  async #again(
    cluster: ClusterConfiguration,
    to: string,
    first: Found,
    { tail, executed, typed }: Evidence,
    signal: AbortSignal,
  ): Promise<Found> {
    return tail === null && executed === null && typed === null ? first : this.#find(cluster, to, signal);
  }

  /** An address that nobody names yet is looked at as one more seed, so that it is known who answers there. */
  async #find(cluster: ClusterConfiguration, to: string, signal: AbortSignal): Promise<Found> {
    const look = await this.#parts.look(cluster, factGroups, signal);
    const target = knownTarget(look, to);
    if (target !== null) return { look, target };
    const wider = await this.#parts.look(withSeed(cluster, to), factGroups, signal);
    return { look: wider, target: addressedTarget(wider, to) };
  }

  async #evidence(
    cluster: ClusterConfiguration,
    { continuation }: ChangeMasterRequest,
    shape: ChangeMasterShape,
    look: ClusterLook,
    signal: AbortSignal,
  ): Promise<Evidence> {
    const { channel, to, replica } = shape;
    const recorded = recordedPlace(this.#parts.journal, cluster.name, replica, channel);
    const place = (position: BinlogPosition) => this.#logs.placeOf(cluster, to, position, signal);
    const readable = replica !== to && channel.executed.file !== '';
    const kept = readable && shape.relation === 'same' && channel.positioning === 'file' && channel.io !== 'yes';
    const byFile =
      readable && shape.relation !== 'same' && (channel.positioning === 'file' || continuation.kind !== 'auto');
    const typed = continuation.kind === 'position' ? { file: continuation.file, offset: continuation.offset } : null;
    return {
      executed: kept ? await place(channel.executed) : null,
      typed: typed === null ? null : await place(typed),
      firstGtid: await this.#logs.firstGtid(cluster, to, signal),
      recorded,
      promotion: byFile ? promotionOf(this.#parts.journal, cluster.name, shape, look) : null,
      tail: byFile && channel.sql === 'no' ? await this.#tail(cluster, shape, look, signal) : null,
    };
  }

  #tail(
    cluster: ClusterConfiguration,
    { replica, to }: ChangeMasterShape,
    look: ClusterLook,
    signal: AbortSignal,
  ): Promise<Tail> {
    const replicaServerId = factOf(look.facts.get(replica), 'identity')?.serverId ?? 0;
    return this.#logs.tailOf(cluster, { replica, replicaServerId, source: to, since: null }, signal);
  }
}

interface Found {
  readonly look: ClusterLook;
  readonly target: NamedTarget;
}

function shapeOf(request: ChangeMasterRequest, look: ClusterLook, target: NamedTarget): ChangeMasterShape {
  const replica = resolveServer(look.topology, request.replica, 'bad-usage');
  const channel = namedChannel(look.facts, replica, request.channel);
  return readChangeMasterShape(look.facts, replica, channel, target.server, target.address);
}

/** @throws SignalboxError `plan-outdated` where what was matched has been moved by somebody meanwhile. */
function assertStandsStill(then: ChangeMasterShape, now: ChangeMasterShape, { tail }: Evidence): void {
  const stands = ({ channel }: ChangeMasterShape) => JSON.stringify([channel.executed, channel.source, channel.sql]);
  if (tail === null || stands(then) === stands(now)) return;
  throw new SignalboxError('plan-outdated', `${now.replica} was moved while the logs were read: check again.`, {
    server: now.replica,
  });
}
