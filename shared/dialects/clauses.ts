import type { ScheduledEvent } from '../domain/facts.ts';
import type { Continuation, Repoint } from './commands.ts';
import { quoteAccount, quoteName, quoteText } from './quote.ts';

/** `file` and `offset` clauses of a re-point; both always, never one alone. */
export function fileClauses(
  continuation: Extract<Continuation, { kind: 'file' }>,
  file: string,
  offset: string,
): readonly string[] {
  return continuation.position === 'bound'
    ? [`${file} = \${file}`, `${offset} = \${offset}`]
    : [`${file} = ${quoteText(continuation.position.file)}`, `${offset} = ${String(continuation.position.offset)}`];
}

/** How the connection of a channel is encrypted, where that is to change. */
export function tlsClauses(tls: Repoint['tls'], prefix: 'MASTER' | 'SOURCE'): readonly string[] {
  if (tls === undefined) return [];
  return [
    `${prefix}_SSL = ${tls.enabled ? '1' : '0'}`,
    `${prefix}_SSL_VERIFY_SERVER_CERT = ${tls.verify ? '1' : '0'}`,
    ...(tls.ca === null ? [] : [`${prefix}_SSL_CA = ${quoteText(tls.ca)}`]),
  ];
}

/** ALTER EVENT that names the definer: without it the account that alters becomes the definer. */
export function alterEvent(event: ScheduledEvent, action: string): string {
  return `ALTER DEFINER = ${quoteAccount(event.definer)} EVENT ${quoteName(event.schema)}.${quoteName(event.name)} ${action}`;
}

/** Lays out a CHANGE statement one clause a line, as people read it. */
export function changeStatement(head: string, clauses: readonly string[], tail = ''): string {
  return `${head}\n  ${clauses.join(',\n  ')}${tail}`;
}

/** What brings an event to a status; `replicaSide` is the family's word for disabled on replicas. */
export function eventAction(status: ScheduledEvent['status'], replicaSide: string): string {
  switch (status) {
    case 'enabled':
      return 'ENABLE';
    case 'disabled':
      return 'DISABLE';
    case 'replica-side-disabled':
      return replicaSide;
  }
}
