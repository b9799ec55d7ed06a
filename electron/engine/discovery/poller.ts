import { readingOrder } from '../../../shared/analysis/topology/reading-order.ts';
import type { Unreachable } from '../../../shared/analysis/topology/views.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { factOf, readingOf, type FactsByServer, type ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { Chronicle } from './chronicle.ts';
import type { ClusterMemory } from './cluster-memory.ts';
import { discover, seedsOf, serversAtOnce, type Discovery } from './discover.ts';
import { sameServer } from './identity-key.ts';
import type { Links } from './links.ts';
import type { Sleep } from './sleep.ts';
import { inSlots } from './slots.ts';
import { WatchedServer, type Tiers } from './watched-server.ts';

export interface PollerParts {
  readonly cluster: ClusterConfiguration;
  readonly links: Links;
  readonly memory: ClusterMemory;
  readonly chronicle: Chronicle;
  /** Epoch ms. */
  readonly now: () => number;
  readonly random: () => number; // [0, 1)
  readonly sleep: Sleep;
  readonly tiers: Tiers;
  /** Bounds a walk for servers, ms. */
  readonly discoverWithinMs: number;
  readonly onSeen: (topology: ClusterTopology, facts: FactsByServer) => void;
}

const shortestPauseMs = 50; // ms
const longestWaitMs = 1000; // ms

/**
 * Watches one cluster: a round every poll interval, over one connection a server. Rounds don't overlap. Within a round
 * sources are read after their replicas. A server that does not answer within half an interval does not hold the
 * others up: its answer counts in a later round, and it is not asked again before.
 */
export class Poller {
  readonly #parts: PollerParts;
  readonly #servers = new Map<ServerId, WatchedServer>();
  #walk: Promise<void> | null = null;
  #found: Discovery | null = null;
  #walkedAt = 0;
  #mistake: { readonly error: unknown } | null = null;

  constructor(parts: PollerParts) {
    this.#parts = parts;
  }

  /** Polls until the signal aborts, then ends every connection. */
  async run(signal: AbortSignal): Promise<void> {
    const { cluster, now, sleep, links } = this.#parts;
    try {
      await this.#discover(seedsOf(cluster), signal);
      while (!signal.aborted) {
        const begun = now();
        await this.#round(signal);
        await sleep(Math.max(shortestPauseMs, cluster.pollIntervalMs - (now() - begun)), signal);
      }
    } finally {
      await this.#walk;
      await Promise.all([...this.#servers.values()].map((server) => server.settled()));
      await links.closeAll();
    }
  }

  async #round(signal: AbortSignal): Promise<void> {
    this.#takeFound();
    const heard = new Set(
      [...this.#servers.values()].filter((server) => server.takeLate()).map(({ server }) => server),
    );
    for (const level of readingOrder(this.#lastSeen())) {
      await this.#readLevel(
        level.filter((id) => !heard.has(id)),
        signal,
      );
    }
    if (this.#mistake !== null) throw this.#mistake.error;
    if (signal.aborted) return;
    await this.#mergeTwins();
    this.#emit();
    this.#walkIfDue(signal);
  }

  /** Waits for every server that was not being asked already, but for each only so long. */
  async #readLevel(level: readonly ServerId[], signal: AbortSignal): Promise<void> {
    const { sleep, cluster } = this.#parts;
    const waitMs = Math.min(longestWaitMs, cluster.pollIntervalMs / 2);
    const over = new AbortController();
    await inSlots(level, serversAtOnce, async (id) => {
      const server = this.#servers.get(id);
      if (server === undefined || server.asking) return;
      const done = new AbortController();
      const answered = server.poll(signal, () => !over.signal.aborted);
      await Promise.race([answered, sleep(waitMs, done.signal)]);
      done.abort();
    });
    over.abort();
  }

  /** New servers are looked for when some server has told its replicas anew; beside the rounds, as it may take long. */
  #walkIfDue(signal: AbortSignal): void {
    const toldAt = Math.max(
      0,
      ...[...this.#servers.values()].map(({ lastSeen }) => readingOf(lastSeen, 'replicas')?.readAt ?? 0),
    );
    if (this.#walk !== null || toldAt <= this.#walkedAt) return;
    this.#walkedAt = toldAt;
    this.#walk = this.#discover([], signal)
      .catch((error: unknown) => {
        this.#mistake = { error };
      })
      .finally(() => {
        this.#walk = null;
      });
  }

  async #discover(seeds: readonly ServerId[], signal: AbortSignal): Promise<void> {
    const { links, now, discoverWithinMs: withinMs } = this.#parts;
    try {
      this.#found = await discover(seeds, { links, signal, now, withinMs, known: this.#lastSeen() });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #takeFound(): void {
    const found = this.#found;
    this.#found = null;
    for (const facts of found?.facts.values() ?? []) {
      const server = this.#servers.get(facts.server);
      if (server === undefined) this.#add(facts, found?.unreachable.get(facts.server) ?? null);
      else server.addAliases(facts.aliases);
    }
  }

  #add(facts: ServerFacts, failure: Unreachable | null): void {
    const { cluster, links, now, random, tiers } = this.#parts;
    const parts = { pollIntervalMs: cluster.pollIntervalMs, now, random, tiers };
    this.#servers.set(facts.server, new WatchedServer(facts, failure, links.of(facts.server), parts));
  }

  /** An address that could not be reached before may turn out to be a server that is known under another. */
  async #mergeTwins(): Promise<void> {
    const servers = [...this.#servers.values()];
    for (const [index, server] of servers.entries()) {
      const first = servers.slice(0, index).find((other) => sameServer(identityOf(other), identityOf(server)));
      if (first === undefined || !this.#servers.has(first.server)) continue;
      first.addAliases([server.server, ...server.lastSeen.aliases]);
      this.#servers.delete(server.server);
      await this.#parts.links.end(server.server);
    }
  }

  #emit(): void {
    const { cluster, memory, chronicle, now, onSeen } = this.#parts;
    const servers = [...this.#servers.values()];
    const facts = new Map(servers.map((server) => [server.server, server.facts]));
    const staleAfterMs = Math.max(2000, 2.5 * cluster.pollIntervalMs);
    const topology = memory.topology({
      cluster,
      facts,
      lastSeen: this.#lastSeen(),
      unreachable: new Map(servers.flatMap(({ server, failure }) => (failure === null ? [] : [[server, failure]]))),
      stale: new Set(servers.filter((server) => server.isStale(staleAfterMs)).map(({ server }) => server)),
      now: now(),
      known: chronicle.polled(cluster, facts),
    });
    onSeen(topology, facts);
  }

  #lastSeen(): FactsByServer {
    return new Map([...this.#servers.values()].map((server) => [server.server, server.lastSeen]));
  }
}

function identityOf(server: WatchedServer): ReturnType<typeof factOf<'identity'>> {
  return factOf(server.lastSeen, 'identity');
}
