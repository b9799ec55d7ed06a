import { quoteText } from '../../../../../shared/dialects/quote.ts';
import type { Row } from '../../../../../shared/domain/row.ts';
import type { QueryOptions, Session } from '../../../connections/session.ts';
import type { ColumnDescription, TextKind } from '../values/column.ts';
import type { DescribeTable } from './tail-sql.ts';

/**
 * What a live server says of these tables: names, which are unsigned, labels, character sets and keys. Right for a tail as
 * far as the tables are still as they were when it was logged. Needs SELECT (or any privilege) on the tables: one that the
 * account may not see is not described.
 * @throws SignalboxError as `Session.query`.
 */
export async function describeTables(
  session: Session,
  tables: readonly { readonly schema: string; readonly table: string }[],
  options: QueryOptions,
): Promise<DescribeTable> {
  const known = new Map<string, readonly ColumnDescription[]>();
  for (const { schema, table } of tables) {
    const rows = await session.query(
      `SELECT COLUMN_NAME AS name, COLUMN_TYPE AS type, CHARACTER_SET_NAME AS charset, COLUMN_KEY AS cle
       FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = ${quoteText(schema)} AND TABLE_NAME = ${quoteText(table)} ORDER BY ORDINAL_POSITION`,
      options,
    );
    if (rows.length > 0) known.set(JSON.stringify([schema, table]), rows.map(described));
  }
  return (schema, table) => known.get(JSON.stringify([schema, table])) ?? null;
}

function described(row: Row): ColumnDescription {
  const type = String(row['type']);
  return {
    name: String(row['name']),
    unsigned: /\bunsigned\b/i.test(type),
    labels: labelsOf(type),
    text: textKind(row['charset'] === null ? null : String(row['charset'])),
    inPrimaryKey: String(row['cle']) === 'PRI',
  };
}

/** `enum('a','it''s')` → the labels; null for other types. */
export function labelsOf(columnType: string): readonly string[] | null {
  const list = /^(?:enum|set)\((.*)\)/is.exec(columnType)?.[1];
  if (list === undefined) return null;
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) => label.replaceAll("''", "'"));
}

function textKind(charset: string | null): TextKind {
  if (charset === null || charset === 'binary') return 'binary';
  return /^(?:utf8|utf8mb3|utf8mb4|ascii)$/.test(charset) ? 'utf8' : 'other';
}
