import { resolveAddress, serverOfHint } from '../../../shared/analysis/topology/addresses.ts';
import type { Unreachable } from '../../../shared/analysis/topology/views.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import {
  factOf,
  type FactGroup,
  type FactsByServer,
  type IdentityFacts,
  type Readings,
  type ServerFacts,
} from '../../../shared/domain/facts.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { candidatesOf, type Candidate } from './candidate.ts';
import { cancelled } from './cancelled.ts';
import { sameServer } from './identity-key.ts';
import type { Links } from './links.ts';
import { sameLostServer } from './names-of-lost.ts';
import { inSlots } from './slots.ts';

/** Groups that discovery needs; more can be asked for. */
export const discoveryGroups: readonly FactGroup[] = ['identity', 'status', 'replicas', 'settings'];

export const serversAtOnce = 8;
export const mostServers = 500;

export interface DiscoverOptions {
  readonly links: Links;
  readonly signal: AbortSignal;
  /** Bounds the whole walk, ms. What is not reached by then is in the result as unreachable. */
  readonly withinMs: number;
  /** Epoch ms. */
  readonly now: () => number;
  readonly groups?: readonly FactGroup[];
  /** Servers known already: their ids stay the canonical ones, and they are not read. */
  readonly known?: FactsByServer;
}

export interface Discovery {
  /** Of every server, also of those that can't be read: their readings are failures. */
  readonly facts: FactsByServer;
  readonly unreachable: ReadonlyMap<ServerId, Unreachable>;
  /** The server that an address (`host:port`) belongs to. */
  readonly resolve: (address: ServerId) => ServerId | undefined;
}

/**
 * Finds every server of a cluster from any one seed: upward through channels, downward through replica lists and
 * processlists. A server reached under several addresses is one, named by the first seed that reaches it. A server that
 * can't be reached or refuses the login is in the result with the reason. Bounded in time, in servers asked at once and
 * in servers at all; loops end by themselves.
 * @throws SignalboxError `cancelled` only.
 */
export async function discover(seeds: readonly ServerId[], options: DiscoverOptions): Promise<Discovery> {
  return new Walk(options).run(seeds);
}

/** Where a walk through a cluster starts: its seeds first, then the servers that its configuration has rules for. */
export function seedsOf(cluster: ClusterConfiguration): readonly ServerId[] {
  return [...new Set([...cluster.seeds, ...cluster.servers.map(({ address }) => address)])];
}

/** The state of one walk through a cluster. */
class Walk {
  readonly #options: DiscoverOptions;
  readonly #facts: Map<ServerId, ServerFacts>;
  readonly #failed = new Map<ServerId, { readonly candidate: Candidate; readonly reason: Unreachable }>();
  readonly #asked = new Set<ServerId>();
  readonly #endsAt: number;

  constructor(options: DiscoverOptions) {
    this.#options = options;
    this.#facts = new Map(options.known ?? []);
    this.#endsAt = options.now() + options.withinMs;
  }

  async run(seeds: readonly ServerId[]): Promise<Discovery> {
    let next: readonly Candidate[] = seeds.map((address) => ({ address, hint: null, known: undefined, guess: false }));
    next = next.length > 0 ? next : this.#named();
    while (next.length > 0) {
      await this.#ask(next);
      if (this.#options.signal.aborted) throw cancelled();
      next = this.#named();
    }
    return this.#result();
  }

  /** Results are taken in the order of the candidates, so that the first seed's address becomes the id. */
  async #ask(candidates: readonly Candidate[]): Promise<void> {
    const fresh = candidates.filter(({ address }) => !this.#asked.has(address));
    for (const { address } of fresh) this.#asked.add(address);
    const answers = await inSlots(fresh, serversAtOnce, (candidate) => this.#answerOf(candidate));
    for (const answer of answers) this.#take(answer);
    const useless = fresh.filter(({ address }) => !this.#facts.has(address));
    await Promise.all(useless.map(({ address }) => this.#options.links.end(address)));
  }

  async #answerOf(candidate: Candidate): Promise<Answer> {
    const { links, signal, now } = this.#options;
    const groups = [...new Set([...discoveryGroups, ...(this.#options.groups ?? [])])];
    try {
      if (now() > this.#endsAt || this.#asked.size > mostServers) return { candidate, reason: notAsked(candidate) };
      return { candidate, readings: await links.of(candidate.address).read(groups, signal) };
    } catch (error) {
      const { code, message } = reportOf(error);
      return { candidate, reason: { code, message } };
    }
  }

  #take(answer: Answer): void {
    const { candidate } = answer;
    if ('reason' in answer) {
      this.#failed.set(candidate.address, answer);
      return;
    }
    const { readings } = answer;
    const identity = readings.identity?.ok === true ? readings.identity.value : undefined;
    const elsewhere = identity === undefined ? null : leadsElsewhere(candidate, identity);
    const same = identity === undefined ? undefined : this.#sameAs(identity);
    if (elsewhere !== null) this.#failed.set(candidate.address, { candidate, reason: elsewhere });
    else if (same !== undefined) this.#addAlias(same.server, candidate.address);
    else this.#facts.set(candidate.address, { server: candidate.address, aliases: [], readings });
  }

  #sameAs(identity: IdentityFacts): ServerFacts | undefined {
    return [...this.#facts.values()].find((server) => sameServer(factOf(server, 'identity'), identity));
  }

  #addAlias(id: ServerId, address: ServerId): void {
    const server = this.#facts.get(id);
    if (server === undefined || id === address || server.aliases.includes(address)) return;
    this.#facts.set(id, { ...server, aliases: [...server.aliases, address] });
  }

  /** What the known servers name and nobody has asked yet. A name that means a known server is an alias of it. */
  #named(): readonly Candidate[] {
    const named = new Map<ServerId, Candidate>();
    for (const server of [...this.#facts.values()]) {
      for (const candidate of candidatesOf(this.#facts, server)) {
        if (candidate.known !== undefined) this.#addAlias(candidate.known, candidate.address);
        else if (!this.#asked.has(candidate.address)) named.set(candidate.address, candidate);
      }
    }
    return [...named.values()];
  }

  #result(): Discovery {
    const unreachable = new Map<ServerId, Unreachable>();
    const aliases = new Map<ServerId, ServerId[]>();
    for (const [address, { candidate, reason }] of this.#failed) {
      if (resolveAddress(this.#facts, address) !== undefined) continue;
      const known = candidate.hint === null ? undefined : serverOfHint(this.#facts, candidate.hint);
      const lost = sameLostServer(this.#facts, address, [...unreachable.keys()]);
      if (known !== undefined) this.#addAlias(known, address);
      else if (lost !== undefined) aliases.set(lost, [...(aliases.get(lost) ?? []), address]);
      else if (!candidate.guess) unreachable.set(address, reason);
    }
    for (const [address, reason] of unreachable) {
      const readings = failedReadings(reason, this.#options.now());
      this.#facts.set(address, { server: address, aliases: aliases.get(address) ?? [], readings });
    }
    const facts: FactsByServer = this.#facts;
    return { facts, unreachable, resolve: (address) => resolveAddress(facts, address) };
  }
}

type Answer =
  | { readonly candidate: Candidate; readonly readings: Readings }
  | { readonly candidate: Candidate; readonly reason: Unreachable };

/** A name may lead to another machine from here than from the server that named it. */
function leadsElsewhere(candidate: Candidate, identity: IdentityFacts): Unreachable | null {
  const { hint, address } = candidate;
  if (hint === null) return null;
  const other =
    hint.uuid !== null ? hint.uuid !== identity.uuid : hint.serverId !== null && hint.serverId !== identity.serverId;
  if (!other) return null;
  const message = `From here ${address} is another server (server_id ${String(identity.serverId)}) than the one its replication partner means.`;
  return { code: 'server-unreachable', message };
}

function notAsked(candidate: Candidate): Unreachable {
  const message = `${candidate.address} was not asked: the time or the number of servers for one look was used up.`;
  return { code: 'server-timeout', message };
}

/** The readings of a server that can't be read. */
export function failedReadings(reason: Unreachable, readAt: number): Readings {
  const failure = { ok: false, code: reason.code, message: reason.message, readAt } as const;
  return { identity: failure, status: failure, settings: failure, replicas: failure };
}
