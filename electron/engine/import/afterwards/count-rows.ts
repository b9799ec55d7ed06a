import type { QualifiedName } from '../../../../shared/import/import-events.ts';
import type { QueryOptions, Session } from '../../connections/session.ts';
import { qualifiedName } from './qualified-name.ts';

/** How many rows a table has; null where it can't be told. @throws SignalboxError as `Session.query`. */
export async function countRows(session: Session, table: QualifiedName, options: QueryOptions): Promise<number | null> {
  const name = qualifiedName(table);
  if (name === null) return null;
  const [row] = await session.query(`SELECT COUNT(*) AS n FROM ${name}`, options);
  const count = Number(row?.['n']);
  return Number.isFinite(count) ? count : null;
}
