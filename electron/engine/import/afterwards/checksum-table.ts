import type { QualifiedName } from '../../../../shared/import/import-events.ts';
import type { QueryOptions, Session } from '../../connections/session.ts';
import { qualifiedName } from './qualified-name.ts';

/**
 * CHECKSUM TABLE; null where it can't be told. Equal for equal rows between servers of the same version and row format
 * only.
 * @throws SignalboxError as `Session.query`.
 */
export async function checksumTable(
  session: Session,
  table: QualifiedName,
  options: QueryOptions,
): Promise<number | null> {
  const name = qualifiedName(table);
  if (name === null) return null;
  const [row] = await session.query(`CHECKSUM TABLE ${name}`, options);
  const checksum = row?.['Checksum'];
  return checksum === null || checksum === undefined ? null : Number(checksum);
}
