import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { GuardDesk } from './guard-desk.ts';
import type { OperationSessions } from './operation-sessions.ts';
import type { Pace } from './pace.ts';

const goneWithinMs = 10_000; // ms
const noSuchThread = 1094;

/**
 * A statement can act after its client is gone (`SET GLOBAL read_only` waiting behind a table lock does). So a session
 * whose reply is unknown is killed from another one and seen gone; only then may a proof or an undo decide.
 * @throws SignalboxError `step-failed` when it could not be seen gone.
 */
export async function endLateStatement(
  server: ServerId,
  late: LateSession,
  sessions: OperationSessions,
  desk: GuardDesk,
  pace: Pace,
): Promise<void> {
  const { connectionId } = late;
  if (await restartedSince(server, pace.monotonic() - late.sentAt, desk)) return;
  await kill(server, connectionId, sessions);
  const end = pace.monotonic() + goneWithinMs;
  for (;;) {
    const listed = factOf(await desk.facts(server, ['sessions']), 'sessions');
    if (listed !== undefined && !listed.sessions.some((session) => session.id === connectionId)) return;
    if (pace.monotonic() >= end) break;
    await pace.pause(50, null);
  }
  throw new SignalboxError(
    'step-failed',
    `Session ${String(connectionId)} on ${server} was killed but is still there; its statement may still act.`,
    { server },
  );
}

export interface LateSession {
  readonly connectionId: number;
  /** When the statement was sent, on the operation's monotonic clock, ms. */
  readonly sentAt: number;
}

/** A server that has been up for less time than the statement is old lost it; its connection ids mean others now. */
async function restartedSince(server: ServerId, ageMs: number, desk: GuardDesk): Promise<boolean> {
  const uptimeS = factOf(await desk.facts(server, ['status']), 'status')?.uptimeS ?? Infinity;
  return uptimeS * 1000 < ageMs - 1000;
}

async function kill(server: ServerId, connectionId: number, sessions: OperationSessions): Promise<void> {
  const control = await sessions.usable(server, 'control');
  try {
    await control.query(`KILL ${String(connectionId)}`, { withinMs: 4000 });
  } catch (error) {
    if (error instanceof SignalboxError && error.details['number'] === noSuchThread) return;
    throw error;
  }
}
