import { readingOrder } from '../../../shared/analysis/topology/reading-order.ts';
import type { PositionSample } from '../../../shared/analysis/topology/lag.ts';
import type { Unreachable } from '../../../shared/analysis/topology/views.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { FactGroup, FactsByServer, ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { Connector } from '../connections/session.ts';
import type { Chronicle } from './chronicle.ts';
import { cancelled } from './cancelled.ts';
import { ClusterMemory } from './cluster-memory.ts';
import { discover, failedReadings, seedsOf, serversAtOnce, type Discovery } from './discover.ts';
import { Links } from './links.ts';
import { Poller } from './poller.ts';
import type { Bounds } from './server-link.ts';
import { SharedWatch, type OnTopology } from './shared-watch.ts';
import type { Sleep } from './sleep.ts';
import type { Tiers } from './watched-server.ts';
import { inSlots } from './slots.ts';
import { unreadable } from './unreadable.ts';

export interface ReaderParts {
  readonly connector: Connector;
  /** The password of Signalbox's account on a cluster's servers, found when a connection opens. */
  readonly passwordOf: (cluster: ClusterConfiguration) => Promise<string>;
  /** Epoch ms. */
  readonly now: () => number;
  readonly random: () => number; // [0, 1)
  readonly sleep: Sleep;
  readonly bounds: Bounds;
  readonly tiers: Tiers;
  /** Bounds a walk for servers, ms. */
  readonly discoverWithinMs: number;
  readonly chronicle: Chronicle;
}

export const usualBounds: Pick<ReaderParts, 'bounds' | 'tiers' | 'discoverWithinMs'> = {
  bounds: { connectWithinMs: 3000, statementWithinMs: 5000 },
  tiers: { replicasEveryMs: 20_000, settingsEveryMs: 60_000 },
  discoverWithinMs: 20_000,
};

/** A cluster as it was just read. */
export interface ClusterLook {
  readonly topology: ClusterTopology;
  readonly facts: FactsByServer;
  readonly unreachable: ReadonlyMap<ServerId, Unreachable>;
  /** The server that an address (`host:port`) belongs to. */
  readonly resolve: (address: ServerId) => ServerId | undefined;
}

/** Looks at clusters: once, or again and again. */
export class ClusterReader {
  readonly #parts: ReaderParts;
  readonly #memories = new Map<string, ClusterMemory>();
  readonly #watches = new Map<string, SharedWatch>();

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  /**
   * Finds and reads every server now: identity, status, replicas and settings, and the `groups` asked for besides.
   * What can't be read is in it with the reason. Bounded in time; keeps no connection.
   * @throws SignalboxError `cancelled`, and what finding the password throws (`secret-missing` …).
   */
  async look(
    cluster: ClusterConfiguration,
    signal: AbortSignal,
    groups: readonly FactGroup[] = [],
  ): Promise<ClusterLook> {
    const { now, discoverWithinMs: withinMs, passwordOf } = this.#parts;
    await passwordOf(cluster);
    const links = this.#linksOf(cluster);
    try {
      const found = await discover(seedsOf(cluster), { links, signal, now, withinMs });
      const { facts, unreachable } = await readInOrder(found, links, ['status', ...groups], signal, now);
      const known = this.#parts.chronicle.looked(cluster, facts);
      const seen = { cluster, facts, lastSeen: facts, unreachable, stale: new Set<ServerId>(), now: now(), known };
      return { topology: this.#memoryOf(cluster).topology(seen), facts, unreachable, resolve: found.resolve };
    } finally {
      await links.closeAll();
    }
  }

  /** Where a server of a cluster was when this program read it last; null when it never did. */
  lastPosition(cluster: string, server: ServerId): PositionSample | null {
    return this.#memories.get(cluster)?.lastPosition(server) ?? null;
  }

  /**
   * Polls a cluster until the signal aborts; watchers of one cluster share its polls, and a later one gets the last
   * topology at once. Resolves when this watcher has left; the last one to leave waits until the connections are ended.
   */
  async watch(cluster: ClusterConfiguration, onTopology: OnTopology, signal: AbortSignal): Promise<void> {
    const key = JSON.stringify(cluster);
    const watch = this.#watches.get(key) ?? new SharedWatch((report, end) => this.#pollerOf(cluster, report).run(end));
    this.#watches.set(key, watch);
    try {
      await watch.join(onTopology, signal);
    } finally {
      if (watch.ended && this.#watches.get(key) === watch) this.#watches.delete(key);
    }
  }

  #pollerOf(cluster: ClusterConfiguration, onSeen: OnTopology): Poller {
    const { now, random, sleep, tiers, discoverWithinMs, chronicle } = this.#parts;
    const [links, memory] = [this.#linksOf(cluster), this.#memoryOf(cluster)];
    return new Poller({ cluster, links, memory, chronicle, now, random, sleep, tiers, discoverWithinMs, onSeen });
  }

  #linksOf(cluster: ClusterConfiguration): Links {
    const { connector, passwordOf, bounds, now } = this.#parts;
    const { user, tls } = cluster;
    const targetOf = (server: ServerId) => ({ server, user, tls, password: () => passwordOf(cluster) });
    return new Links({ connector, targetOf, bounds, now });
  }

  #memoryOf(cluster: ClusterConfiguration): ClusterMemory {
    const memory = this.#memories.get(cluster.name) ?? new ClusterMemory();
    this.#memories.set(cluster.name, memory);
    return memory;
  }
}

/** Reads what was found again, sources after their replicas, so that positions can be compared. */
async function readInOrder(
  found: Discovery,
  links: Links,
  groups: readonly FactGroup[],
  signal: AbortSignal,
  now: () => number,
): Promise<Pick<ClusterLook, 'facts' | 'unreachable'>> {
  const facts = new Map(found.facts);
  const unreachable = new Map(found.unreachable);
  const read = async (server: ServerFacts): Promise<void> => {
    try {
      const readings = await links.of(server.server).read(groups, signal);
      facts.set(server.server, { ...server, readings: { ...server.readings, ...readings } });
      const refused = unreadable(readings);
      if (refused !== null) unreachable.set(server.server, refused);
    } catch (error) {
      const { code, message } = reportOf(error);
      unreachable.set(server.server, { code, message });
      facts.set(server.server, { ...server, readings: failedReadings({ code, message }, now()) });
    }
  };
  for (const level of readingOrder(found.facts)) {
    const readable = level.flatMap((id) => (unreachable.has(id) ? [] : (facts.get(id) ?? [])));
    await inSlots(readable, serversAtOnce, read);
  }
  if (signal.aborted) throw cancelled();
  return { facts, unreachable };
}
