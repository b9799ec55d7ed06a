import { reportOf, SignalboxError } from '../../../shared/domain/errors.ts';
import type { FactGroup, FactsByServer, ServerFacts } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { ask, needsOfRef } from '../../../shared/guards/ask.ts';
import type { GuardRef } from '../../../shared/guards/ref.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { readFacts } from '../discovery/read-facts.ts';
import type { OperationSessions } from './operation-sessions.ts';
import type { OperationValues } from './operation-values.ts';
import { isOutage } from './outage.ts';
import { nextInterval, type Pace } from './pace.ts';

const readWithinMs = 4000; // ms a statement
const downAfterMs = 60_000; // ms
const reachAgainMs = 100; // ms

/** Answers an operation's questions from facts read for that very question, over the control sessions. */
export class GuardDesk {
  readonly #sessions: OperationSessions;
  readonly #values: OperationValues;
  readonly #pace: Pace;

  constructor(sessions: OperationSessions, values: OperationValues, pace: Pace) {
    this.#sessions = sessions;
    this.#values = values;
    this.#pace = pace;
  }

  /** Asks now. A server that can't be read gives the guard's answer for the unknown; never rejects for that. */
  async ask(ref: GuardRef): Promise<GuardResult> {
    const [result] = await this.askAll([ref]);
    if (result === undefined) throw new Error('one question has one answer');
    return result;
  }

  /** Asks several questions of one reading of each server. */
  async askAll(refs: readonly GuardRef[]): Promise<readonly GuardResult[]> {
    const bound = refs.map((ref) => this.#values.bind(ref));
    const facts = await this.#gather(bound);
    return bound.map((ref) => ask(ref, facts, this.#pace.now()));
  }

  /** As `askAll`, and again while the way to a server fails, for `withinMs` at most. */
  async askAllOnceReached(refs: readonly GuardRef[], withinMs: number): Promise<readonly GuardResult[]> {
    const bound = refs.map((ref) => this.#values.bind(ref));
    const end = this.#pace.monotonic() + withinMs;
    for (;;) {
      const facts = await this.#gather(bound);
      const isReached = readingsFor(bound, facts).every((reading) => reading?.ok !== false || !isOutage(reading.code));
      if (isReached || this.#pace.monotonic() >= end) return bound.map((ref) => ask(ref, facts, this.#pace.now()));
      await this.#pace.pause(reachAgainMs, null);
    }
  }

  /**
   * Asks again and again until it passes or `withinMs` is over; returns the last answer. An aborted signal ends it
   * early, and so does a server that could not be read all the while for a minute: it is down, not slow.
   */
  async untilPasses(ref: GuardRef, withinMs: number, signal: AbortSignal | null): Promise<GuardResult> {
    const end = this.#pace.monotonic() + withinMs;
    let readAt = this.#pace.monotonic();
    for (let interval = 5; ; interval = nextInterval(interval)) {
      const { result, isRead } = await this.#look(ref);
      const now = this.#pace.monotonic();
      if (isRead) readAt = now;
      if (result.verdict !== 'block' || now >= end || now - readAt >= downAfterMs || signal?.aborted === true)
        return result;
      await this.#pace.pause(Math.min(interval, Math.max(1, end - this.#pace.monotonic())), signal);
    }
  }

  async #look(ref: GuardRef): Promise<{ readonly result: GuardResult; readonly isRead: boolean }> {
    const bound = this.#values.bind(ref);
    const facts = await this.#gather([bound]);
    const isRead = readingsFor([bound], facts).every((reading) => reading?.ok !== false);
    return { result: ask(bound, facts, this.#pace.now()), isRead };
  }

  /**
   * Fresh facts of one server; taken on a new connection when the old one turns out to be lost.
   * @throws SignalboxError when it can't be read.
   */
  async facts(server: ServerId, groups: readonly FactGroup[]): Promise<ServerFacts> {
    try {
      return await this.#read(server, groups);
    } catch (error) {
      if (!(error instanceof SignalboxError) || error.code !== 'server-connection-lost') throw error;
      return this.#read(server, groups);
    }
  }

  async #read(server: ServerId, groups: readonly FactGroup[]): Promise<ServerFacts> {
    const session = await this.#sessions.usable(server, 'control');
    const readings = await readFacts(session, this.#sessions.dialect(server), groups, {
      withinMs: readWithinMs,
      now: this.#pace.now,
    });
    return { server, aliases: [], readings };
  }

  async #gather(refs: readonly GuardRef[]): Promise<FactsByServer> {
    const wanted = new Map<ServerId, FactGroup[]>();
    for (const { server, group } of refs.flatMap(needsOfRef))
      wanted.set(server, [...(wanted.get(server) ?? []), group]);
    const read = await Promise.all(
      [...wanted].map(async ([server, groups]) => [server, await this.#tryFacts(server, groups)] as const),
    );
    return new Map(read);
  }

  async #tryFacts(server: ServerId, groups: readonly FactGroup[]): Promise<ServerFacts> {
    try {
      return await this.facts(server, groups);
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      const { code, message } = reportOf(error);
      const failed = Object.fromEntries(
        groups.map((group) => [group, { ok: false as const, code, message, readAt: this.#pace.now() }]),
      );
      return { server, aliases: [], readings: failed };
    }
  }
}

function readingsFor(refs: readonly GuardRef[], facts: FactsByServer) {
  return refs.flatMap(needsOfRef).map(({ server, group }) => facts.get(server)?.readings[group]);
}
