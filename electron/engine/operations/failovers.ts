import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factGroups } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { FailoverPreview, FailoverRequest } from '../../../shared/plans/failover-view.ts';
import type { LastSeen } from '../../../shared/plans/failover/loss.ts';
import { gatherEvidence, type EvidenceParts } from '../evidence/gather-evidence.ts';
import { assertAnyAnswers } from './cluster-answers.ts';
import { hookMoments } from '../../../shared/domain/hook.ts';
import type { FailoverCase } from './judge-failover.ts';
import { readLoss } from './read-loss.ts';
import { hookGuards } from './hook-guards.ts';
import { adoptableGuard, recentFailoverGuard, writableGuard } from './own-guards.ts';
import { prepareFailover } from './prepare-failover.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';
import { resolveServer } from './resolve-server.ts';
import type { RehearsalParts } from './switchovers.ts';

/** What is known of a server that can't be asked any more. */
export interface Remembered {
  readonly lastSeen: LastSeen | null;
  /** Addresses that it replicated from when it was seen last. */
  readonly followed: readonly string[];
}

export interface FailoverParts extends RehearsalParts, Omit<EvidenceParts, 'look'> {
  /** Servers that the journal and earlier looks know of the cluster: its only seed may be what died. */
  readonly knownServers: (cluster: ClusterConfiguration) => readonly ServerId[];
  readonly remembered: (cluster: ClusterConfiguration, server: ServerId) => Remembered;
}

/** Rehearses emergency failovers. */
export class Failovers {
  readonly #parts: FailoverParts;

  constructor(parts: FailoverParts) {
    this.#parts = parts;
  }

  /** Gathers the evidence, asks every guard and builds the plan; changes nothing. */
  async prepare(request: FailoverRequest, signal: AbortSignal): Promise<PreparedPlan<FailoverPreview>> {
    const parts = this.#parts;
    const configured = await parts.cluster(request.cluster);
    const seeds = [...new Set([...configured.seeds, ...parts.knownServers(configured)])];
    const cluster = { ...configured, seeds };
    const first = await parts.look(cluster, factGroups, signal);
    assertAnyAnswers(cluster, first);
    const to = request.to === null ? null : resolveServer(first.topology, request.to, 'candidate-unknown');
    const source = sourceOf(first.topology, to);
    const { evidence, look } = await gatherEvidence(cluster, source, first, factGroups, parts, signal);
    const { lastSeen, followed } = parts.remembered(cluster, source);
    const resolved = {
      ...request,
      to,
      leaveBehind: request.leaveBehind.map((server) => resolveServer(look.topology, server, 'bad-usage')),
    };
    const about = {
      cluster,
      look,
      source,
      evidence,
      lastSeen,
      leaveBehind: resolved.leaveBehind,
      dutyHours: request.dutyHours,
      fence: request.fence,
      read: null,
      now: parts.now(),
    };
    const own = [
      writableGuard(parts.journal),
      adoptableGuard(parts.journal, cluster.name),
      recentFailoverGuard(parts.journal, cluster.name, parts.now()),
      ...(await hookGuards(cluster, hookMoments, parts.whyNotRunnable)),
    ];
    const pair = pairOf(look, followed);
    const bound = prepareFailover(resolved, about, pair, own);
    const read = await this.#read(request.binlogs, about, bound.preview.candidate, signal);
    const prepared =
      read === null
        ? bound
        : prepareFailover({ ...resolved, to: read.candidate }, { ...about, read, now: parts.now() }, pair, own);
    return {
      ...prepared,
      cluster: configured,
      again: (accept, again) => this.prepare({ ...prepared.request, accept }, again),
    };
  }

  /** null where no files are given, or nobody could take over. */
  async #read(
    folder: string | null,
    about: FailoverCase,
    candidate: ServerId | null,
    signal: AbortSignal,
  ): Promise<FailoverCase['read']> {
    if (folder === null || candidate === null) return null;
    return { candidate, folder, loss: await readLoss(folder, about, candidate, signal) };
  }
}

/** Of several servers that the source was seen to follow the one that replicates from it: its partner. */
function pairOf({ topology }: ClusterLook, followed: readonly string[]): ServerId | null {
  const partner = topology.servers.find(({ id, aliases }) => [id, ...aliases].some((name) => followed.includes(name)));
  return partner?.id ?? null;
}

/**
 * The server that is to be replaced: what the wanted one replicates from, else the one that most replicate from.
 * @throws SignalboxError `bad-usage` where nobody replicates from anybody.
 */
function sourceOf({ servers, name }: ClusterTopology, to: ServerId | null): ServerId {
  const named = servers
    .filter(({ id }) => to === null || id === to)
    .flatMap(({ channels }) => channels.map(({ source }) => source));
  const count = (server: ServerId): number => named.filter((other) => other === server).length;
  const isUp = (server: ServerId): number =>
    servers.some(({ id, role }) => id === server && role !== 'unreachable') ? 1 : 0;
  const [source] = [...new Set(named)].toSorted((a, b) => isUp(a) - isUp(b) || count(b) - count(a));
  if (source === undefined)
    throw new SignalboxError(
      'bad-usage',
      `No server of ${name} that answers replicates from another: nobody can take over.`,
    );
  return source;
}
