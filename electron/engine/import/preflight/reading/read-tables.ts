import { filledTextOf, nullableNumberOf, textOf } from '../../../../../shared/dialects/cells.ts';
import { quoteName, quoteText } from '../../../../../shared/dialects/quote.ts';
import type { Row } from '../../../../../shared/domain/row.ts';
import { known, notKnown } from '../known.ts';
import type { Known } from '../known.ts';
import type { ExistingTable } from '../target-facts.ts';
import type { Reader } from './reader.ts';

const atOnce = 20; // tables in one statement
const notAsked = notKnown('The dump does not touch it.');
const longestLockWait = 2; // s

/** Tables and views of these databases; whether they have rows is looked at only where `isTouched`. */
export async function readTables(
  reader: Reader,
  schemas: readonly string[],
  isTouched: (table: ExistingTable) => boolean,
): Promise<readonly ExistingTable[]> {
  if (schemas.length === 0) return [];
  const list = [...new Set([...schemas, ...schemas.map((schema) => schema.toLowerCase())])].map(quoteText).join(', ');
  const rows = await reader.rows(
    `SELECT TABLE_SCHEMA AS schema_name, TABLE_NAME AS table_name, TABLE_TYPE AS table_kind, ENGINE AS engine, TABLE_ROWS AS estimate
     FROM information_schema.TABLES WHERE TABLE_SCHEMA IN (${list})`,
  );
  const tables = rows.map(existing);
  const touched = tables.filter((table) => table.kind === 'table' && isTouched(table));
  const answers = await withRows(reader, touched);
  return tables.map((table) => ({ ...table, hasRows: answers.get(table) ?? table.hasRows }));
}

function existing(row: Row): ExistingTable {
  const type = textOf(row, 'table_kind').toUpperCase();
  return {
    schema: textOf(row, 'schema_name'),
    name: textOf(row, 'table_name'),
    kind: type.includes('VIEW') ? 'view' : type === 'SEQUENCE' ? 'sequence' : 'table',
    engine: filledTextOf(row, 'engine')?.toLowerCase() ?? null,
    estimatedRows: nullableNumberOf(row, 'estimate'),
    hasRows: notAsked,
  };
}

type Answers = Map<ExistingTable, Known<boolean>>;

/** A table that another session has locked is waited for shortly, so that the session outlives it. */
async function withRows(reader: Reader, tables: readonly ExistingTable[]): Promise<Answers> {
  const answers: Answers = new Map();
  if (tables.length === 0) return answers;
  const [before] = await reader.rows('SELECT @@session.lock_wait_timeout AS seconds');
  await reader.rows(`SET SESSION lock_wait_timeout = ${longestLockWait}`);
  for (let from = 0; from < tables.length; from += atOnce) {
    await askSome(reader, tables.slice(from, from + atOnce), answers);
  }
  await reader.rows(`SET SESSION lock_wait_timeout = ${textOf(before, 'seconds')}`);
  return answers;
}

/** One statement for all of them; where that fails, one for each. */
async function askSome(reader: Reader, tables: readonly ExistingTable[], answers: Answers): Promise<void> {
  const asked = await reader.tryRows(`SELECT ${tables.map(anyRow).join(', ')}`);
  if (!asked.known && tables.length > 1) {
    for (const table of tables) await askSome(reader, [table], answers);
    return;
  }
  for (const [place, table] of tables.entries()) {
    answers.set(table, asked.known ? known(Number(asked.value[0]?.[`t${place}`]) === 1) : asked);
  }
}

function anyRow({ schema, name }: ExistingTable, place: number): string {
  return `EXISTS (SELECT 1 FROM ${quoteName(schema)}.${quoteName(name)} LIMIT 1) AS t${place}`;
}
