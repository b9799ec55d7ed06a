import { quoteName } from '../../../../shared/dialects/quote.ts';
import type { QualifiedName } from '../../../../shared/import/import-events.ts';
import type { Session } from '../../connections/session.ts';

/**
 * How many rows a table has; null where it can't be told.
 * @throws SignalboxError where the connection is lost.
 */
export async function countRows(session: Session, table: QualifiedName, withinMs: number): Promise<number | null> {
  if (table.schema === null) return null;
  const name = `${quoteName(table.schema)}.${quoteName(table.name)}`;
  const [row] = await session.query(`SELECT COUNT(*) AS n FROM ${name}`, { withinMs });
  const count = Number(row?.['n']);
  return Number.isFinite(count) ? count : null;
}
