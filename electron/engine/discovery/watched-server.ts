import type { Unreachable } from '../../../shared/analysis/topology/views.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import { factOf, readingOf, type FactGroup, type Readings, type ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { backOff } from './back-off.ts';
import { failedReadings } from './discover.ts';
import type { ServerLink } from './server-link.ts';
import { unreadable } from './unreadable.ts';

/** How often groups beside the status are read, ms. */
export interface Tiers {
  /** Lists of connected replicas, by which new servers are found. */
  readonly replicasEveryMs: number;
  readonly settingsEveryMs: number;
}

export interface WatchParts {
  readonly pollIntervalMs: number; // ms
  /** Epoch ms. */
  readonly now: () => number;
  readonly random: () => number; // [0, 1)
  readonly tiers: Tiers;
}

/** One server under watch: what was last seen of it, whether it answers, and when it is asked again. */
export class WatchedServer {
  readonly server: ServerId;
  readonly #link: ServerLink;
  readonly #parts: WatchParts;
  #aliases: readonly ServerId[];
  #readings: Readings;
  #failure: Unreachable | null;
  #failures: number;
  #nextAt: number;
  #attempt: Promise<void> | null = null;
  #late: (() => void) | null = null;

  constructor(facts: ServerFacts, failure: Unreachable | null, link: ServerLink, parts: WatchParts) {
    this.server = facts.server;
    this.#link = link;
    this.#parts = parts;
    this.#aliases = facts.aliases;
    this.#readings = failure === null ? facts.readings : {};
    this.#failure = failure;
    this.#failures = failure === null ? 0 : 1;
    this.#nextAt = failure === null ? 0 : parts.now() + backOff(1, parts.pollIntervalMs, parts.random);
  }

  /** An attempt is under way. */
  get asking(): boolean {
    return this.#attempt !== null;
  }

  get failure(): Unreachable | null {
    return this.#failure;
  }

  /** What was last seen, however long ago. */
  get lastSeen(): ServerFacts {
    return { server: this.server, aliases: this.#aliases, readings: this.#readings };
  }

  /** What is known now: failed readings while it can't be read. */
  get facts(): ServerFacts {
    if (this.#failure === null) return this.lastSeen;
    return { ...this.lastSeen, readings: { ...this.#readings, ...failedStatus(this.#failure, this.#parts.now()) } };
  }

  /** It answers, but what is known of it is older than `afterMs`. */
  isStale(afterMs: number): boolean {
    const readAt = readingOf(this.lastSeen, 'status')?.readAt ?? 0;
    return this.#failure === null && this.#parts.now() - readAt > afterMs;
  }

  addAliases(aliases: readonly ServerId[]): void {
    this.#aliases = [...new Set([...this.#aliases, ...aliases])].filter((alias) => alias !== this.server);
  }

  /** Takes in an answer that came after its round was over; see `poll`. True if there was one. */
  takeLate(): boolean {
    const late = this.#late;
    this.#late = null;
    late?.();
    return late !== null;
  }

  /**
   * Asks it, if it is due and not being asked already. The answer counts at once while `inTime()`; after that it waits
   * for `takeLate`, so that a replica's late answer never meets an earlier one of its source. Never rejects.
   */
  poll(signal: AbortSignal, inTime: () => boolean): Promise<void> {
    if (this.#attempt !== null || this.#parts.now() < this.#nextAt) return Promise.resolve();
    this.#attempt = this.#ask(signal, inTime).finally(() => {
      this.#attempt = null;
    });
    return this.#attempt;
  }

  /** Resolves when no attempt is under way. */
  async settled(): Promise<void> {
    await this.#attempt;
  }

  async #ask(signal: AbortSignal, inTime: () => boolean): Promise<void> {
    const take = await this.#answer(signal);
    if (inTime()) take();
    else this.#late = take;
  }

  async #answer(signal: AbortSignal): Promise<() => void> {
    try {
      const readings = await this.#link.read(this.#dueGroups(), signal);
      const refused = unreadable(readings);
      return () => (refused === null ? this.#succeeded(readings) : this.#failed(refused));
    } catch (error) {
      const { code, message } = reportOf(error);
      return () => this.#failed({ code, message });
    }
  }

  #succeeded(readings: Readings): void {
    const before = factOf(this.lastSeen, 'status')?.uptimeS;
    this.#readings = { ...this.#readings, ...readings };
    const after = factOf(this.lastSeen, 'status')?.uptimeS;
    if (before !== undefined && after !== undefined && after < before) this.#readings = onlyStatus(this.#readings);
    this.#failure = null;
    this.#failures = 0;
    this.#nextAt = 0;
  }

  #failed(failure: Unreachable): void {
    this.#failure = failure;
    this.#failures += 1;
    const { now, pollIntervalMs, random } = this.#parts;
    this.#nextAt = now() + backOff(this.#failures, pollIntervalMs, random);
  }

  #dueGroups(): readonly FactGroup[] {
    const now = this.#parts.now();
    const { replicasEveryMs, settingsEveryMs } = this.#parts.tiers;
    const slow = (['identity', 'settings'] as const).filter((group) => this.#olderThan(group, now - settingsEveryMs));
    return ['status', ...(this.#olderThan('replicas', now - replicasEveryMs) ? (['replicas'] as const) : []), ...slow];
  }

  /** After a failure everything may have changed. */
  #olderThan(group: FactGroup, time: number): boolean {
    return this.#failure !== null || (readingOf(this.lastSeen, group)?.readAt ?? 0) <= time;
  }
}

/** After a restart identity and settings may be others: they are read again next time. */
function onlyStatus(readings: Readings): Readings {
  return {
    ...readings,
    ...(readings.identity === undefined ? {} : { identity: { ...readings.identity, readAt: 0 } }),
    ...(readings.settings === undefined ? {} : { settings: { ...readings.settings, readAt: 0 } }),
  };
}

/** Identity stays known: it does not change because the server is silent. */
function failedStatus(reason: Unreachable, readAt: number): Readings {
  const { status, replicas } = failedReadings(reason, readAt);
  return { ...(status === undefined ? {} : { status }), ...(replicas === undefined ? {} : { replicas }) };
}
