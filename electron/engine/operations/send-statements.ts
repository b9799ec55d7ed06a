import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Statement } from '../../../shared/plans/plan.ts';
import type { Session } from '../connections/session.ts';
import { endLateStatement } from './late-statement.ts';
import type { OperationContext } from './operation-context.ts';
import { renderStatement, withoutSecrets, type RenderedStatement } from './render-statement.ts';

/** `sent`: every reply came. `unknown`: a reply was lost; that session was killed and seen gone, so a proof may decide. */
export type Sent = { readonly kind: 'sent' } | { readonly kind: 'unknown'; readonly because: string };

export interface PreparedStatement extends RenderedStatement {
  readonly session: Statement['session'];
  readonly tolerate: readonly number[];
}

/** All statements of a step with their values and secrets in place. */
export async function prepareStatements(
  statements: readonly Statement[],
  context: OperationContext,
): Promise<readonly PreparedStatement[]> {
  const prepared: PreparedStatement[] = [];
  for (const statement of statements) {
    for (const rendered of await renderStatement(statement, context.values, context.secret)) {
      prepared.push({ ...rendered, session: statement.session, tolerate: statement.tolerate ?? [] });
    }
  }
  return prepared;
}

/**
 * Sends statements one after another, all within `withinMs`.
 * @throws SignalboxError `server-statement-failed` when the server refused one; `step-failed` when a lost one could not be ended.
 */
export async function sendStatements(
  server: ServerId,
  statements: readonly PreparedStatement[],
  withinMs: number,
  context: OperationContext,
): Promise<Sent> {
  const end = context.pace.monotonic() + withinMs;
  for (const statement of statements) {
    const session = await context.sessions.usable(server, statement.session);
    const sent = await sendOne(session, statement, Math.max(1, end - context.pace.monotonic()), context);
    if (sent.kind === 'unknown') return sent;
  }
  return { kind: 'sent' };
}

async function sendOne(
  session: Session,
  statement: PreparedStatement,
  withinMs: number,
  context: OperationContext,
): Promise<Sent> {
  const sentAt = context.pace.monotonic();
  try {
    await session.query(statement.sql, { withinMs });
    return { kind: 'sent' };
  } catch (error) {
    if (!(error instanceof SignalboxError)) throw error;
    if (error.code === 'server-statement-failed') {
      if (isTolerated(error, statement)) return { kind: 'sent' };
      throw new SignalboxError(error.code, withoutSecrets(error.message, statement.secrets), {
        server: session.server,
        details: error.details,
      });
    }
    await endLate(session, sentAt, context);
    if (statement.session === 'hold') throw error;
    return { kind: 'unknown', because: withoutSecrets(error.message, statement.secrets) };
  }
}

function isTolerated(error: SignalboxError, statement: PreparedStatement): boolean {
  const number = error.details['number'];
  return typeof number === 'number' && statement.tolerate.includes(number);
}

/** Remembered until it is seen gone: while that fails, no proof and no undo on that server may decide anything. */
async function endLate(session: Session, sentAt: number, context: OperationContext): Promise<void> {
  const late = { connectionId: session.connectionId, sentAt };
  const known = context.progress.late.get(session.server) ?? [];
  context.progress.late.set(session.server, [...known, late]);
  await endLateStatement(session.server, late, context);
  context.progress.late.set(
    session.server,
    (context.progress.late.get(session.server) ?? []).filter((other) => other !== late),
  );
}

/** Ends what could not be ended when it happened. @throws SignalboxError `step-failed` */
export async function endAllLate(server: ServerId, withinMs: number, context: OperationContext): Promise<void> {
  for (const late of context.progress.late.get(server) ?? []) await endLateStatement(server, late, context, withinMs);
  context.progress.late.delete(server);
}
