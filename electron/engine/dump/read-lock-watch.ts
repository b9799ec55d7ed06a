import { quoteText } from '../../../shared/dialects/quote.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Session } from '../connections/session.ts';
import { sleep } from '../discovery/sleep.ts';

export interface LockWatch {
  readonly session: Session;
  readonly user: string;
  readonly withinMs: number; // ms
  /** Ends it: the snapshot is taken, or the dump is over. */
  readonly signal: AbortSignal;
}

const lookMs = 250; // ms
const statementMs = 5000; // ms

/**
 * While the dump program waits for its read lock, all writers wait behind it. Looks on, and ends the program's session
 * when that takes too long: an error of its own can't be waited for, since it takes no limit. Sessions of the same
 * account that are older than this one are left alone.
 * @throws SignalboxError `dump-lock-timeout`.
 */
export async function watchReadLock({ session, user, withinMs, signal }: LockWatch): Promise<void> {
  let since: number | null = null;
  while (!signal.aborted) {
    const waiting = await waitingSession(session, user);
    since = waiting === null ? null : (since ?? performance.now());
    if (waiting !== null && since !== null && performance.now() - since > withinMs) {
      await session.query(`KILL ${String(waiting)}`, { withinMs: statementMs });
      throw new SignalboxError(
        'dump-lock-timeout',
        `${session.server} did not give the brief read lock within ${String(withinMs / 1000)} s, since some statement runs long or somebody holds a table; all that writes would have waited on. Nothing was kept.`,
        { server: session.server },
      );
    }
    await sleep(lookMs, signal).catch(() => undefined);
  }
}

async function waitingSession(session: Session, user: string): Promise<number | null> {
  const [row] = await session.query(
    `SELECT id FROM information_schema.processlist WHERE user = ${quoteText(user)} AND id > ${String(session.connectionId)} AND info LIKE 'FLUSH%TABLES%' LIMIT 1`,
    { withinMs: statementMs },
  );
  const id = row === undefined ? undefined : Object.values(row)[0];
  return id === undefined ? null : Number(id);
}
