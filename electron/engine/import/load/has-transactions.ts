import type { QualifiedName } from '../dump/dump-model.ts';
import type { Lane } from './lane.ts';

/**
 * Whether a table’s rows and marks can be one transaction, by the engine that it has on the server; true where there is
 * no such table, so that it is the statement with its rows that fails. Names go as bytes, whatever the session’s
 * character set and sql_mode are.
 * @throws SignalboxError as `Session.query`.
 */
export async function hasTransactions({ schema, name }: QualifiedName, lane: Lane): Promise<boolean> {
  const inSchema = schema === null ? 'DATABASE()' : utf8(schema);
  const [row] = await lane.own(
    `SELECT ENGINE AS engine FROM information_schema.TABLES WHERE TABLE_SCHEMA = ${inSchema} AND TABLE_NAME = ${utf8(name)}`,
  );
  return row === undefined || String(row['engine']).toUpperCase() === 'INNODB';
}

function utf8(text: string): string {
  return `CONVERT(0x${Buffer.from(text, 'utf8').toString('hex')} USING utf8)`;
}
