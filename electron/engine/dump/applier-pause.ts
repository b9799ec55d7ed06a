import { reportOf, SignalboxError } from '../../../shared/domain/errors.ts';
import type { StatusFacts } from '../../../shared/domain/facts.ts';
import type { Version } from '../../../shared/domain/server.ts';
import type { Session } from '../connections/session.ts';
import { sleep } from '../discovery/sleep.ts';
import { pauseCommands } from './pause-commands.ts';

export interface PauseParts {
  readonly version: Version;
  readonly channels: readonly string[];
  readonly closesGaps: boolean;
  /** A session to the server; another one where the last is broken. */
  readonly session: () => Promise<Session>;
  readonly status: () => Promise<StatusFacts>;
}

const stopWithinMs = 60_000; // ms: a transaction at hand is applied to its end first
const startWithinMs = 10_000; // ms for one attempt
const attempts = 4;
const lookMs = 100; // ms
const never = new AbortController().signal;

/** The SQL threads of one server, stopped for a while; IO threads go on. */
export class ApplierPause {
  readonly #parts: PauseParts;
  readonly #begun = new Set<string>();
  #since: number | null = null;
  #lasted: number | null = null;

  constructor(parts: PauseParts) {
    this.#parts = parts;
  }

  /** How long they were stopped in all, ms; null when none was. */
  get ms(): number | null {
    return this.#lasted;
  }

  /**
   * Stops them, with no gaps below what they have applied. Whatever it throws, `end` is to be called.
   * @throws SignalboxError as the session; `server-timeout` when they do not stop.
   */
  async begin(signal: AbortSignal): Promise<void> {
    const say = pauseCommands(this.#parts.version);
    if (this.#parts.channels.length > 0) this.#since = performance.now();
    for (const channel of this.#parts.channels) {
      this.#begun.add(channel);
      const session = await this.#parts.session();
      await session.query(say.stop(channel), { withinMs: stopWithinMs, signal });
      if (this.#parts.closesGaps) {
        await session.query(say.closeGaps(channel), { withinMs: startWithinMs, signal });
        await this.#until(channel, 'no', stopWithinMs, signal);
      }
    }
  }

  /**
   * Starts again what was stopped, and sees it run. Does nothing the second time. Not to be cancelled.
   * @throws SignalboxError `dump-applier-stopped` with what to do where it can't.
   */
  async end(): Promise<void> {
    for (const channel of [...this.#begun]) {
      await this.#start(channel);
      this.#begun.delete(channel);
    }
    if (this.#since !== null) this.#lasted ??= Math.round(performance.now() - this.#since);
  }

  async #start(channel: string): Promise<void> {
    const sql = pauseCommands(this.#parts.version).start(channel);
    let last: unknown = null;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        await (await this.#parts.session()).query(sql, { withinMs: startWithinMs });
        await this.#until(channel, 'yes', startWithinMs, never);
        return;
      } catch (error) {
        last = error;
        await sleep(1000, never);
      }
    }
    throw notStarted(sql, last);
  }

  async #until(channel: string, wanted: 'yes' | 'no', withinMs: number, signal: AbortSignal): Promise<void> {
    for (const end = performance.now() + withinMs; performance.now() < end;) {
      signal.throwIfAborted();
      const { channels } = await this.#parts.status();
      if (channels.find(({ name }) => name === channel)?.sql === wanted) return;
      await sleep(lookMs, signal);
    }
    const what = wanted === 'no' ? 'stop' : 'run';
    throw new SignalboxError('server-timeout', `The SQL thread does not ${what} within ${String(withinMs / 1000)} s.`);
  }
}

function notStarted(sql: string, cause: unknown): SignalboxError {
  const { message, server } = reportOf(cause);
  return new SignalboxError(
    'dump-applier-stopped',
    `The SQL thread that was stopped for the dump could not be started again (${message}) Start it: ${sql}`,
    { ...(server === null ? {} : { server }), details: { statement: sql }, cause },
  );
}
