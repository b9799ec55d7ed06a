import { factOf, type ServerFacts, type SessionFacts } from '../domain/facts.ts';

/**
 * Sessions that may have a write under way: every client's but Signalbox's own.
 * Sessions of Signalbox's account that hold a transaction open are not its own: it holds none.
 */
export function ordinarySessionIds(server: ServerFacts | undefined): readonly number[] {
  const account = factOf(server, 'privileges')?.account ?? '';
  const user = account.slice(0, account.lastIndexOf('@'));
  return (factOf(server, 'sessions')?.sessions ?? [])
    .filter((session) => isOrdinary(session, user))
    .map((session) => session.id);
}

function isOrdinary(session: SessionFacts, ownUser: string): boolean {
  if (session.kind !== 'client' || session.command === 'Killed') return false;
  return session.user !== ownUser || session.transactionS !== null;
}
