import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { factGroups } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { AttachPreview, AttachRequest, DumpedStart, WantedStart } from '../../../shared/plans/attach-view.ts';
import type { AttachEvidence } from '../../../shared/plans/attach/input.ts';
import { decideStart, type StartDecision } from '../../../shared/plans/attach/start.ts';
import { lastImportInto } from './after-import.ts';
import { assertAnyAnswers } from './cluster-answers.ts';
import { journalGuards, passwordGuards } from './own-guards.ts';
import { prepareAttach } from './prepare-attach.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';
import { addressedTarget, knownTarget, withSeed, type NamedTarget } from './repoint/named-target.ts';
import type { SourceLogs } from './repoint/source-logs.ts';
import type { RehearsalParts } from './switchovers.ts';

export interface AttachParts extends RehearsalParts {
  /** The coordinates in the head of a dump file. */
  readonly dumpedStart: (file: string, signal: AbortSignal) => Promise<DumpedStart>;
  /** @throws SignalboxError `bad-usage` where there is no such import, or it read no file. */
  readonly fileOfImport: (id: string) => Promise<{ readonly path: string; readonly ended: boolean }>;
}

/** Rehearses making a server a replica from where its data stands. */
export class Attaches {
  readonly #parts: AttachParts;
  readonly #logs: SourceLogs;

  constructor(parts: AttachParts, logs: SourceLogs) {
    this.#parts = parts;
    this.#logs = logs;
  }

  /** Gathers facts, the dump's coordinates and what they are in the source's log; changes nothing. */
  async prepare(request: AttachRequest, signal: AbortSignal): Promise<PreparedPlan<AttachPreview>> {
    const { cluster: named, journal, now, configuredReplicationPassword } = this.#parts;
    const cluster = await named(request.cluster);
    const dumped = await this.#dumped(request.start, signal);
    const first = await this.#find(cluster, request, signal);
    const decided = decisionOf(request, first, dumped);
    const evidence = await this.#evidence(cluster, first.to.server, decided, signal);
    const found = evidence.place === null ? first : await this.#find(first.looked, request, signal);
    const prepared = prepareAttach({
      request,
      cluster,
      look: found.look,
      server: found.server,
      to: found.to.server,
      address: found.to.address,
      decision: decisionOf(request, found, dumped),
      evidence,
      afterImport: lastImportInto(journal, cluster.name, found.server),
      own: [...journalGuards(journal, cluster.name), ...(await passwordGuards(cluster, configuredReplicationPassword))],
      now: now(),
    });
    return { ...prepared, again: (accept, again) => this.prepare({ ...request, accept }, again) };
  }

  async #dumped(start: WantedStart, signal: AbortSignal): Promise<DumpedStart | null> {
    const { dumpedStart, fileOfImport } = this.#parts;
    if (start.kind === 'dump') return dumpedStart(start.from, signal);
    if (start.kind !== 'import') return null;
    const { path, ended } = await fileOfImport(start.id);
    return { ...(await dumpedStart(path, signal)), unfinished: !ended };
  }

  /** A server that the cluster does not know is looked at as one more seed. */
  async #find(cluster: ClusterConfiguration, { server, to }: AttachRequest, signal: AbortSignal): Promise<Found> {
    const look = await this.#parts.look(cluster, factGroups, signal);
    const unknown = [server, to].filter((name) => knownTarget(look, name) === null);
    const looked = unknown.reduce(withSeed, cluster);
    const wider = unknown.length === 0 ? look : await this.#parts.look(looked, factGroups, signal);
    assertAnyAnswers(cluster, wider);
    const target = (name: string): NamedTarget => knownTarget(wider, name) ?? addressedTarget(wider, name);
    return { looked, look: wider, server: target(server).server, to: target(to) };
  }

  async #evidence(
    cluster: ClusterConfiguration,
    to: ServerId,
    decision: StartDecision,
    signal: AbortSignal,
  ): Promise<AttachEvidence> {
    if (decision.kind === 'refused') return { place: null, firstGtid: null };
    const { start } = decision;
    return start.kind === 'file'
      ? { place: await this.#logs.placeOf(cluster, to, start.position, signal), firstGtid: null }
      : { place: null, firstGtid: await this.#logs.firstGtid(cluster, to, signal) };
  }
}

interface Found {
  /** The cluster, with the seeds besides that it was found by. */
  readonly looked: ClusterConfiguration;
  readonly look: ClusterLook;
  readonly server: ServerId;
  readonly to: NamedTarget;
}

function decisionOf({ start }: AttachRequest, { look, server, to }: Found, dumped: DumpedStart | null): StartDecision {
  return decideStart({ server, to: to.server, wanted: start, dumped, facts: look.facts });
}
