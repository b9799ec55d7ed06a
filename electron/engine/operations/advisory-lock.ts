import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { endLateStatement } from './late-statement.ts';
import type { OperationContext } from './operation-context.ts';

const checkWithinMs = 4000; // ms
const retakeWithinMs = 4000; // ms

/**
 * Takes the lock on a server's hold session, without waiting: whoever has it is in the middle of something.
 * @throws SignalboxError `operation-in-progress` with the connection that has it.
 */
export async function takeLock(
  server: ServerId,
  name: string,
  withinMs: number,
  context: OperationContext,
): Promise<void> {
  const hold = await context.sessions.usable(server, 'hold');
  const sql = `SELECT GET_LOCK('${name}', 0) AS taken, IS_USED_LOCK('${name}') AS holder`;
  const [row] = await hold.query(sql, { withinMs });
  if (row?.['taken'] !== 1) {
    const holder = String(row?.['holder'] ?? 'unknown');
    throw new SignalboxError(
      'operation-in-progress',
      `Another Signalbox operation holds the lock on ${server} (connection ${holder}).`,
      { server },
    );
  }
  context.progress.locks.push({ server, name });
}

/**
 * Takes locks again whose session broke, if they are free. Returns whether one was.
 * @throws SignalboxError `operation-in-progress` when another has it now.
 */
export async function retakeLocks(servers: readonly ServerId[] | null, context: OperationContext): Promise<boolean> {
  const lost = lostLocks(servers, context);
  for (const lock of lost) await retakeLock(lock, context);
  return lost.length > 0;
}

/**
 * Who took a lock that this operation lost, in words: two may not change a cluster at once, not even to undo. Takes what
 * is free again. null: nobody did, or the server can't be asked.
 */
export async function takenByAnother(servers: readonly ServerId[], context: OperationContext): Promise<string | null> {
  const tried = await Promise.allSettled(lostLocks(servers, context).map((lock) => retakeLock(lock, context)));
  for (const result of tried) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof SignalboxError)) throw result.reason;
    if (result.reason.code === 'operation-in-progress') return result.reason.message;
  }
  return null;
}

type Lock = OperationContext['progress']['locks'][number];

function lostLocks(servers: readonly ServerId[] | null, { progress, sessions }: OperationContext): readonly Lock[] {
  return progress.locks.filter(
    ({ server }) => (servers === null || servers.includes(server)) && sessions.hold(server)?.closed !== false,
  );
}

/** The server may not have noticed yet that the broken session is gone: then that one still has the lock. */
async function retakeLock(lock: Lock, context: OperationContext): Promise<void> {
  const { server, name } = lock;
  const { sessions, progress } = context;
  const broken = sessions.hold(server)?.connectionId ?? null;
  await sessions.reopenHold(server);
  const hold = await sessions.usable(server, 'hold');
  const [row] = await hold.query(`SELECT IS_USED_LOCK('${name}') AS holder`, { withinMs: checkWithinMs });
  if (broken !== null && row?.['holder'] === broken)
    await endLateStatement(server, { connectionId: broken, sentAt: progress.startedAt }, context, retakeWithinMs);
  await takeLock(server, name, retakeWithinMs, context);
  progress.locks.splice(progress.locks.indexOf(lock), 1);
}

/**
 * Proves that the hold sessions still are what they were: with one that broke went its lock and, on MariaDB, the read
 * lock that holds privileged writers. Also keeps them from timing out while a question is open.
 * @throws SignalboxError `step-failed`
 */
export async function assertLocksHeld(servers: readonly ServerId[] | null, context: OperationContext): Promise<void> {
  const locks = context.progress.locks.filter(({ server }) => servers === null || servers.includes(server));
  await Promise.all(locks.map(({ server, name }) => assertHeld(server, name, context)));
}

async function assertHeld(server: ServerId, name: string, context: OperationContext): Promise<void> {
  const hold = await context.sessions.usable(server, 'hold');
  const [row] = await hold.query(`SELECT IS_USED_LOCK('${name}') = CONNECTION_ID() AS held`, {
    withinMs: checkWithinMs,
  });
  if (row?.['held'] === 1) return;
  throw new SignalboxError(
    'step-failed',
    `The operation's lock on ${server} is lost: another operation may have begun.`,
    { server },
  );
}
