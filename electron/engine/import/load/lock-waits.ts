import { nullableNumberOf, textOf } from '../../../../shared/dialects/cells.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { Row } from '../../../../shared/domain/row.ts';
import type { Session } from '../../connections/session.ts';

/** A connection that waits for a lock, in words. */
export interface LockWait {
  readonly connectionId: number;
  /** Its statement’s first words, how long it has waited, and who holds the lock or may hold it. */
  readonly words: string;
}

const withinMs = 5000; // ms
const mostNamed = 5;
const shortest = 2; // s

const processes =
  'SELECT ID AS id, USER AS user, HOST AS host, DB AS db, COMMAND AS command, TIME AS seconds, STATE AS state, LEFT(INFO, 200) AS info FROM information_schema.PROCESSLIST';

const openTransactions = 'SELECT trx_mysql_thread_id AS id, trx_state AS state FROM information_schema.INNODB_TRX';

/**
 * Who holds what a connection waits for: metadata locks where performance_schema shows them (MySQL 5.7+), rows by
 * performance_schema (MySQL 8+; by transaction, since the thread it names may be the one that waits) or by
 * information_schema (MySQL 5.6, MariaDB).
 */
const holders: readonly ((waiting: number) => string)[] = [
  (waiting) => `SELECT t.PROCESSLIST_ID AS holder
    FROM performance_schema.metadata_locks w JOIN performance_schema.threads o ON o.THREAD_ID = w.OWNER_THREAD_ID
    JOIN performance_schema.metadata_locks g ON g.OBJECT_TYPE = w.OBJECT_TYPE AND g.OBJECT_SCHEMA <=> w.OBJECT_SCHEMA
      AND g.OBJECT_NAME <=> w.OBJECT_NAME AND g.LOCK_STATUS = 'GRANTED'
    JOIN performance_schema.threads t ON t.THREAD_ID = g.OWNER_THREAD_ID
    WHERE w.LOCK_STATUS = 'PENDING' AND o.PROCESSLIST_ID = ${String(waiting)}`,
  (waiting) => `SELECT b.trx_mysql_thread_id AS holder
    FROM performance_schema.data_lock_waits w JOIN information_schema.INNODB_TRX r ON r.trx_id = w.REQUESTING_ENGINE_TRANSACTION_ID
    JOIN information_schema.INNODB_TRX b ON b.trx_id = w.BLOCKING_ENGINE_TRANSACTION_ID WHERE r.trx_mysql_thread_id = ${String(waiting)}`,
  (waiting) => `SELECT b.trx_mysql_thread_id AS holder
    FROM information_schema.INNODB_LOCK_WAITS w JOIN information_schema.INNODB_TRX r ON r.trx_id = w.requesting_trx_id
    JOIN information_schema.INNODB_TRX b ON b.trx_id = w.blocking_trx_id WHERE r.trx_mysql_thread_id = ${String(waiting)}`,
];

/**
 * Which of these connections wait for a lock of another, as far as the server shows it.
 * @throws SignalboxError `server-timeout`, `server-connection-lost`.
 */
export async function readLockWaits(session: Session, own: readonly number[]): Promise<readonly LockWait[]> {
  const list = await session.query(processes, { withinMs });
  const transactions = await tolerant(session, openTransactions);
  const waiting = transactions.filter((row) => textOf(row, 'state') === 'LOCK WAIT').map(idOf);
  const waits: LockWait[] = [];
  for (const row of list.filter((each) => own.includes(idOf(each)) && secondsOf(each) >= shortest)) {
    const held = (await holdersOf(session, idOf(row))).filter((id) => !own.includes(id));
    const isLock = held.length > 0 || waiting.includes(idOf(row)) || /lock/i.test(textOf(row, 'state'));
    if (isLock) waits.push({ connectionId: idOf(row), words: inWords(row, list, { held, own }) });
  }
  return waits;
}

async function holdersOf(session: Session, waiting: number): Promise<readonly number[]> {
  for (const sqlFor of holders) {
    const rows = await tolerant(session, sqlFor(waiting));
    const ids = [...new Set(rows.map((row) => nullableNumberOf(row, 'holder') ?? 0))].filter((id) => id > 0);
    if (ids.length > 0) return ids;
  }
  return [];
}

/** What a server does not have or does not show is empty. */
async function tolerant(session: Session, sql: string): Promise<readonly Row[]> {
  try {
    return await session.query(sql, { withinMs });
  } catch (error) {
    if (error instanceof SignalboxError && error.code === 'server-statement-failed') return [];
    throw error;
  }
}

function inWords(
  waiting: Row,
  list: readonly Row[],
  { held, own }: { readonly held: readonly number[]; readonly own: readonly number[] },
): string {
  const [statement = ''] = textOf(waiting, 'info').split('(');
  const state = textOf(waiting, 'state');
  const waits = `“${statement.trim()} …” has waited ${String(secondsOf(waiting))} s for a lock${state === '' ? '' : ` (${state})`}`;
  if (held.length > 0) {
    const names = held.map((id) =>
      sessionInWords(
        id,
        list.find((row) => idOf(row) === id),
      ),
    );
    return `${waits}. It is held by ${names.slice(0, mostNamed).join('; ')}.`;
  }
  const others = othersThan(own, list, textOf(waiting, 'db')).map((row) => sessionInWords(idOf(row), row));
  return others.length === 0
    ? `${waits}. The server does not show who holds it.`
    : `${waits}. The server does not say who holds it; it may be ${others.slice(0, mostNamed).join('; ')}.`;
}

/** Those in the same database first, then those that have been in their state for longest. */
function othersThan(own: readonly number[], list: readonly Row[], schema: string): readonly Row[] {
  const isClient = (row: Row): boolean =>
    !own.includes(idOf(row)) && !/^(Daemon|Binlog Dump|Connect|Slave_)/.test(textOf(row, 'command'));
  const isThere = (row: Row): number => (textOf(row, 'db') === schema ? 1 : 0);
  return list.filter(isClient).toSorted((a, b) => isThere(b) - isThere(a) || secondsOf(b) - secondsOf(a));
}

function sessionInWords(id: number, row: Row | undefined): string {
  if (row === undefined) return `connection ${String(id)}`;
  const schema = textOf(row, 'db');
  const doing = `${textOf(row, 'command')} for ${String(secondsOf(row))} s`;
  return `connection ${String(id)} of ${textOf(row, 'user')}@${textOf(row, 'host')} (${schema === '' ? '' : `database ${schema}, `}${doing})`;
}

function idOf(row: Row): number {
  return nullableNumberOf(row, 'id') ?? 0;
}

function secondsOf(row: Row): number {
  return nullableNumberOf(row, 'seconds') ?? 0;
}
