import { quoteName } from '../../../../../shared/dialects/quote.ts';
import { formatPosition } from '../../../../../shared/domain/position.ts';
import type { InnerEvent, RowsBody } from '../../event.ts';
import { queryContext } from '../statements/query-context.ts';
import type { TailSummary, TailTransaction } from '../tail-transaction.ts';
import type { Column, ColumnDescription } from '../values/column.ts';
import { rowImages } from '../values/row-images.ts';
import { columnsOf } from '../values/table-metadata.ts';
import { rowSql } from './row-sql.ts';

/** What a live server says of a table’s columns; null where it does not have it. */
export type DescribeTable = (schema: string, table: string) => readonly ColumnDescription[] | null;

const header = `-- Transactions of a binary log as SQL, for people to read and to pick from. They can’t be simply run as a whole: rows
-- are looked for by their old values, and GTIDs, triggers and values that the log does not name are not in it.
SET NAMES utf8mb4;
SET SESSION time_zone = '+00:00';
SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
`;

/**
 * A tail as readable SQL, in pieces of text: a comment with GTID, place and time before each transaction, rows as INSERT,
 * UPDATE and DELETE with their values, statements as they are.
 */
export async function* tailSql(
  transactions: AsyncIterable<TailTransaction>,
  describe: DescribeTable = () => null,
): AsyncGenerator<string, void, undefined> {
  yield header;
  for await (const transaction of transactions) yield* transactionSql(transaction, describe);
}

export function* transactionSql(
  { summary, events }: TailTransaction,
  describe: DescribeTable,
): Generator<string, void, undefined> {
  yield `\n${titleOf(summary)}\n`;
  if (summary.blocked !== null) yield `-- Signalbox could not apply it: ${commented(summary.blocked.because)}.\n`;
  const tables = new Map<number, readonly Column[]>();
  for (const event of events) {
    const { body } = event;
    if (body.kind === 'table-map') {
      tables.set(body.tableId, columnsOf(event, body, describe(body.schema, body.table)));
    } else if (body.kind === 'rows') yield* rowsSql(body, tables);
    else if (body.kind === 'query') yield statementSql(event);
    else if (body.kind === 'xid') yield 'COMMIT;\n';
    else if (body.kind === 'gtid' && body.mariadb?.standalone === false && body.mariadb.xa === null) yield 'BEGIN;\n';
  }
}

function titleOf({ gtid, start, end, timestamp, serverId }: TailSummary): string {
  const time = new Date(timestamp * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const name = gtid === null ? '' : `${gtid}, `;
  return `-- ${name}${formatPosition(start)} to ${String(end.offset)}, ${time} UTC, server_id ${String(serverId)}`;
}

function* rowsSql(body: RowsBody, tables: ReadonlyMap<number, readonly Column[]>): Generator<string, void, undefined> {
  const { table, change } = body;
  const columns = table === null ? undefined : tables.get(table.tableId);
  if (table === null || columns === undefined) {
    yield `-- rows (${change}) of a table that the log does not name\n`;
    return;
  }
  const name = commented(`${table.schema}.${table.table}`);
  if (!body.plain) {
    yield `-- update of ${name} with only the changed parts of JSON values, which are not shown\n`;
    return;
  }
  try {
    for (const images of rowImages(body, columns)) yield `${rowSql(change, table, { columns, images })}\n`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    yield `-- the rest of these rows of ${name} can’t be read (${commented(error.message)}): X'${body.rows.toString('hex')}'\n`;
  }
}

/** As it is; between delimiters of its own where it has a semicolon. */
function statementSql(event: InnerEvent): string {
  const { sql, database } = queryContext(event);
  const text = utf8(sql);
  const use = database === null ? '' : `USE ${quoteName(database.toString('utf8'))};\n`;
  if (text === null) return `${use}-- a statement in another character set: X'${sql.toString('hex')}'\n`;
  if (/^\s*(?:BEGIN|COMMIT|ROLLBACK)\s*$/i.test(text)) return `${text.trim()};\n`;
  return text.includes(';') ? `${use}DELIMITER ;;\n${text}\n;;\nDELIMITER ;\n` : `${use}${text};\n`;
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Text that stays in its comment line. */
function commented(text: string): string {
  return text.replace(/\s+/g, ' ');
}
