import type { SessionFacts, SessionKind, SessionsFacts } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { filledTextOf, numberOf, textOf } from '../cells.ts';
import type { GroupReader, Query } from '../dialect.ts';
import { deniedErrors } from '../server-errors.ts';
import { privilegesOf } from './privileges.ts';

const statementLength = 200; // characters

const queries: readonly Query[] = [
  { key: 'own', sql: 'SELECT CONNECTION_ID() AS id' },
  { key: 'processes', sql: 'SHOW FULL PROCESSLIST' },
  {
    key: 'transactions',
    sql: `SELECT trx_mysql_thread_id AS id,
      TIMESTAMPDIFF(SECOND, trx_started, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', 'SYSTEM')) AS age
      FROM information_schema.INNODB_TRX`,
    tolerate: deniedErrors,
  },
  { key: 'grants', sql: 'SHOW GRANTS' },
];

/**
 * The processlist with the age of open transactions. INNODB_TRX tells start times in the system's time zone, whatever
 * the session's is. Without PROCESS both are silently cut, so the grants say whether the list is complete.
 * `locks`, where the family can tell: the sessions (`id`) that hold a lock writers wait for, and which (`held`).
 */
export function sessionsReader(locks: Query | null): GroupReader<SessionsFacts> {
  return {
    queries: locks === null ? queries : [...queries, locks],
    parse: (results) => {
      const { own, processes, transactions, grants } = results;
      const ages = new Map((transactions ?? []).map((row) => [numberOf(row, 'id'), Math.max(0, numberOf(row, 'age'))]));
      const held = locks === null ? [] : (results[locks.key] ?? []);
      const locked = new Map(held.map((row) => [numberOf(row, 'id'), textOf(row, 'held')]));
      const ownId = numberOf(own?.[0], 'id');
      const may = privilegesOf(grants ?? []);
      return {
        complete: may.all || may.global.includes('PROCESS'),
        sessions: (processes ?? []).map((row) => sessionOf(row, ownId, ages, locked)),
      };
    },
  };
}

function sessionOf(
  row: Row,
  ownId: number,
  ages: ReadonlyMap<number, number>,
  locked: ReadonlyMap<number, string>,
): SessionFacts {
  const id = numberOf(row, 'Id');
  return {
    id,
    user: textOf(row, 'User'),
    host: textOf(row, 'Host'),
    database: filledTextOf(row, 'db'),
    command: textOf(row, 'Command'),
    timeS: Math.max(0, numberOf(row, 'Time')),
    state: textOf(row, 'State'),
    statement: shortened(filledTextOf(row, 'Info')),
    kind: id === ownId ? 'own' : kindOf(textOf(row, 'User'), textOf(row, 'Command')),
    transactionS: ages.get(id) ?? null,
    lock: locked.get(id) ?? null,
  };
}

/** `system user` runs IO threads, appliers and their workers on all families, and MySQL's internal daemons. */
function kindOf(user: string, command: string): SessionKind {
  if (command.startsWith('Binlog Dump')) return 'dump';
  if (user === 'event_scheduler') return 'event-scheduler';
  if (user === 'system user') return command === 'Daemon' ? 'system' : 'applier';
  return command === 'Daemon' ? 'system' : 'client';
}

/** Statements that set a password are not shown at all. */
function shortened(statement: string | null): string | null {
  if (statement === null) return null;
  if (/password|identified/i.test(statement)) return '(a statement about accounts or passwords)';
  const line = statement.replace(/\s+/g, ' ').trim();
  return line.length > statementLength ? `${line.slice(0, statementLength)}…` : line;
}
