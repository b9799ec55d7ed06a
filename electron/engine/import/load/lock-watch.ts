import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Session } from '../../connections/session.ts';
import type { Lane } from './lane.ts';
import { numberOf } from './load-error.ts';
import { readLockWaits } from './lock-waits.ts';

const everyMs = 1000; // ms
const patienceMs = 3000; // ms: a statement that takes longer is looked at
const lockWaitTimeout = 1205;

export interface LockWatchParts {
  readonly open: () => Promise<Session>;
  readonly lanes: () => readonly Lane[];
  readonly tell: (words: string) => void;
}

/**
 * Says who holds the lock that a lane waits for, once a lane. It opens a session of its own when a statement takes long,
 * and not before; without one it says nothing.
 */
export class LockWatch {
  readonly #parts: LockWatchParts;
  readonly #told = new Map<number, number>();
  #timer: NodeJS.Timeout | null = null;
  #session: Promise<Session> | null = null;
  #looking: Promise<void> = Promise.resolve();
  #words: string | null = null;

  constructor(parts: LockWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    let isFree = true;
    this.#timer = setInterval(() => {
      if (!isFree || !this.#parts.lanes().some(takesLong)) return;
      isFree = false;
      this.#looking = this.#look().finally(() => {
        isFree = true;
      });
    }, everyMs);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
    const session = await this.#session?.catch(() => null);
    await session?.close();
  }

  /** An error of a lane, with who held the lock where that was what went wrong. */
  explained(error: unknown): unknown {
    const isWait = error instanceof SignalboxError && (numberOf(error) ?? error.details['number']) === lockWaitTimeout;
    if (!isWait || this.#words === null) return error;
    const { server, details } = error;
    return new SignalboxError(error.code, `${error.message} ${this.#words}`, {
      ...(server === undefined ? {} : { server }),
      details: { ...details, lock: this.#words },
      cause: error,
    });
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const lanes = this.#parts.lanes();
    try {
      this.#session ??= this.#parts.open();
      const session = await this.#session;
      const own = [session.connectionId, ...lanes.map(({ connectionId }) => connectionId)];
      for (const { connectionId, words } of await readLockWaits(session, own)) {
        this.#words = words;
        const since = lanes.find((lane) => lane.connectionId === connectionId)?.busySince ?? 0;
        if (this.#told.get(connectionId) === since) continue;
        this.#told.set(connectionId, since);
        this.#parts.tell(words);
      }
    } catch {
      await this.#session?.then((session) => session.close()).catch(() => undefined);
      this.#session = null;
    }
  }
}

function takesLong({ busySince }: Lane): boolean {
  return busySince !== null && performance.now() - busySince > patienceMs;
}
