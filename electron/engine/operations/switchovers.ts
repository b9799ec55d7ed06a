import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { factGroups, type FactGroup } from '../../../shared/domain/facts.ts';
import type { CandidateView, SwitchoverPreview, SwitchoverRequest } from '../../../shared/plans/switchover-view.ts';
import type { Journal } from '../journal/journal.ts';
import { judgeCandidates } from './candidates.ts';
import { assertAnyAnswers } from './cluster-answers.ts';
import { hookGuards } from './hook-guards.ts';
import { journalGuards, passwordGuards } from './own-guards.ts';
import { prepareSwitchover } from './prepare-switchover.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';
import { unlessMovedOn, type Undoing } from './undo-afterwards.ts';

/** What rehearsing a plan needs of the engine. */
export interface RehearsalParts {
  readonly journal: Journal;
  readonly now: () => number; // epoch ms
  /** One look at every server of the cluster, with these groups of facts. */
  readonly look: (
    cluster: ClusterConfiguration,
    groups: readonly FactGroup[],
    signal: AbortSignal,
  ) => Promise<ClusterLook>;
  /** @throws SignalboxError `cluster-unknown` */
  readonly cluster: (name: string) => Promise<ClusterConfiguration>;
  readonly configuredReplicationPassword: (cluster: ClusterConfiguration) => Promise<string | null>;
  /** Why a hook's program can't be run, as the rest of a sentence; null when it can. Runs nothing. */
  readonly whyNotRunnable: (program: string) => Promise<string | null>;
}

const switchoverMoments = ['before', 'after', 'undone'] as const;

/** Rehearses switchovers. */
export class Switchovers {
  readonly #parts: RehearsalParts;

  constructor(parts: RehearsalParts) {
    this.#parts = parts;
  }

  async candidates(name: string, signal: AbortSignal): Promise<readonly CandidateView[]> {
    const cluster = await this.#parts.cluster(name);
    const look = await this.#parts.look(cluster, factGroups, signal);
    return judgeCandidates(cluster, look, this.#parts.now());
  }

  /** Asks every guard on the live servers and builds the plan; changes nothing. */
  async prepare(request: SwitchoverRequest, signal: AbortSignal): Promise<PreparedPlan<SwitchoverPreview>> {
    const cluster = await this.#parts.cluster(request.cluster);
    const look = await this.#parts.look(cluster, factGroups, signal);
    assertAnyAnswers(cluster, look);
    const own = [
      ...journalGuards(this.#parts.journal, cluster.name),
      ...(await passwordGuards(cluster, this.#parts.configuredReplicationPassword)),
      ...(await hookGuards(cluster, switchoverMoments, this.#parts.whyNotRunnable)),
    ];
    const prepared = prepareSwitchover(request, cluster, look, own, this.#parts.now());
    return { ...prepared, again: (accept, again) => this.prepare({ ...prepared.request, accept }, again) };
  }

  /** The switchover back, while the servers are as the one that is taken back left them. Who was left behind and is silent still is. */
  async prepareBack(
    { request, from, left }: Extract<Undoing, { kind: 'switchover' }>,
    signal: AbortSignal,
  ): Promise<PreparedPlan<SwitchoverPreview>> {
    const cluster = await this.#parts.cluster(request.cluster);
    const { topology } = await this.#parts.look(cluster, factGroups, signal);
    const silent = topology.servers.filter((server) => server.role === 'unreachable').map((server) => server.id);
    const leaveBehind = silent.filter((server) => left.includes(server));
    return unlessMovedOn(await this.prepare({ ...request, leaveBehind }, signal), from);
  }
}
