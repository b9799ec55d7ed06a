import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { GuardDesk } from './guard-desk.ts';
import type { OperationSessions } from './operation-sessions.ts';
import type { Pace } from './pace.ts';

const goneWithinMs = 10_000; // ms
const noSuchThread = 1094;

export interface LateSession {
  readonly connectionId: number;
  /** When the statement was sent, on the operation's monotonic clock, ms. */
  readonly sentAt: number;
  /** The account that the session logged in with, where another one may have its id by now. */
  readonly user?: string;
}

/** What ending a late statement needs of an operation. */
export interface LateParts {
  readonly sessions: OperationSessions;
  readonly desk: GuardDesk;
  readonly pace: Pace;
}

/**
 * A statement can act after its client is gone (`SET GLOBAL read_only` waiting behind a table lock does). So a session
 * whose reply is unknown is killed from another one and seen gone; only then may a proof or an undo decide. Tries for
 * as long as `withinMs`, also while the server can't be reached.
 * @throws SignalboxError `step-failed` when it could not be seen gone.
 */
export async function endLateStatement(
  server: ServerId,
  late: LateSession,
  parts: LateParts,
  withinMs: number = goneWithinMs,
): Promise<void> {
  const end = parts.pace.monotonic() + withinMs;
  let because = 'it is still there';
  for (;;) {
    try {
      if (await isGone(server, late, parts)) return;
      await kill(server, late.connectionId, parts.sessions);
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      because = error.message;
    }
    if (parts.pace.monotonic() >= end) break;
    await parts.pace.pause(50, null);
  }
  throw new SignalboxError(
    'step-failed',
    `Session ${String(late.connectionId)} on ${server}, whose statement may still act, could not be seen gone: ${because}`,
    { server },
  );
}

/**
 * A server that has been up for less time than the statement is old lost it; its connection ids mean others now. Where
 * an earlier program's session has the id of one of ours, the server was restarted in between.
 */
async function isGone(server: ServerId, late: LateSession, { desk, pace, sessions }: LateParts): Promise<boolean> {
  if (late.user !== undefined && sessions.owns(server, late.connectionId)) return true;
  const facts = await desk.facts(server, ['status', 'sessions']);
  const uptimeS = factOf(facts, 'status')?.uptimeS ?? Infinity;
  if (uptimeS * 1000 < pace.monotonic() - late.sentAt - 1000) return true;
  const listed = factOf(facts, 'sessions');
  if (listed === undefined || !listed.complete) return false;
  const found = listed.sessions.find((session) => session.id === late.connectionId);
  return found === undefined || (late.user !== undefined && found.user !== late.user);
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
