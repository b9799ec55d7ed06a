import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
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
  const lost = context.progress.locks.filter(
    ({ server }) => (servers === null || servers.includes(server)) && context.sessions.hold(server)?.closed !== false,
  );
  for (const lock of lost) {
    await context.sessions.reopenHold(lock.server);
    context.progress.locks.splice(context.progress.locks.indexOf(lock), 1);
    await takeLock(lock.server, lock.name, retakeWithinMs, context);
  }
  return lost.length > 0;
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
