import { quoteText } from '../../../shared/dialects/quote.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Row } from '../../../shared/domain/row.ts';
import type { Session } from '../connections/session.ts';
import { statementMs } from './dump-parts.ts';

/** Schemas that every server has of its own. */
const systemSchemas = new Set(['mysql', 'sys', 'information_schema', 'performance_schema', 'ndbinfo']);
/** Engines whose tables a consistent snapshot holds for, and one that keeps no rows. */
const heldEngines = ['InnoDB', 'ROCKSDB', 'TokuDB', 'BLACKHOLE'];

/**
 * The databases to dump: those asked for, or all but the server's own.
 * @throws SignalboxError `bad-usage` for one that is not there or is the server's own, and where there is none.
 */
export async function databasesOf(session: Session, wanted: readonly string[] | null): Promise<readonly string[]> {
  const rows = await session.query('SHOW DATABASES', { withinMs: statementMs });
  const there = rows
    .map(firstOf)
    .filter((name) => !systemSchemas.has(name.toLowerCase()) && !name.startsWith('#mysql50#'));
  const unknown = (wanted ?? []).filter((name) => !there.includes(name));
  if (unknown.length > 0) {
    const known = there.length === 0 ? 'It has none.' : `It has: ${there.join(', ')}.`;
    throw usage(
      session,
      `${session.server} has no database ${unknown.join(', ')} to dump, or Signalbox’s account may not see it. ${known}`,
    );
  }
  if (there.length === 0)
    throw usage(
      session,
      `${session.server} has no databases but its own that Signalbox’s account may see: there is nothing to dump.`,
    );
  return wanted ?? there;
}

/** `schema.table` of tables that a snapshot does not hold for. */
export async function nontransactionalIn(session: Session, databases: readonly string[]): Promise<readonly string[]> {
  const schemas = databases.map(quoteText).join(', ');
  const held = heldEngines.map(quoteText).join(', ');
  const rows = await session.query(
    `SELECT CONCAT(table_schema, '.', table_name) FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN (${schemas}) AND engine NOT IN (${held}) ORDER BY 1`,
    { withinMs: statementMs },
  );
  return rows.map(firstOf);
}

/**
 * How much each database has, by its name, as the server estimates it; null where it does not say in time, or may not.
 * The session may be broken then.
 */
export async function amountsIn(
  session: Session,
  databases: readonly string[],
): Promise<ReadonlyMap<string, { readonly tables: number; readonly bytes: number }> | null> {
  const schemas = databases.map(quoteText).join(', ');
  // MySQL 8+ may tell what it knew a day ago; others do not have the variable
  await session.query('SET SESSION information_schema_stats_expiry = 0', { withinMs: statementMs }).catch(() => null);
  const rows = await session
    .query(
      `SELECT table_schema, COUNT(*), COALESCE(SUM(data_length), 0) FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema IN (${schemas}) GROUP BY table_schema`,
      { withinMs: statementMs },
    )
    .catch(() => null);
  if (rows === null) return null;
  return new Map(
    rows.map((row) => {
      const [name, tables, bytes] = Object.values(row);
      return [String(name), { tables: Number(tables), bytes: Number(bytes) }];
    }),
  );
}

/** Whether this session is encrypted. */
export async function isEncrypted(session: Session): Promise<boolean> {
  const [row] = await session.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'", { withinMs: statementMs });
  return String(Object.values(row ?? {})[1] ?? '') !== '';
}

function firstOf(row: Row): string {
  return String(Object.values(row)[0]);
}

function usage(session: Session, message: string): SignalboxError {
  return new SignalboxError('bad-usage', message, { server: session.server });
}
