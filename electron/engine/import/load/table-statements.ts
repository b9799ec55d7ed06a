import type { StringRules } from '../scan/tokens.ts';
import { tableNameBytes } from '../table/read-table.ts';

/**
 * Statements about the table of a CREATE TABLE. The name is in the bytes of the dump, so that a session reads it in the
 * same character set as the statement itself. null: it is no such statement.
 */
export function dropOf(create: Buffer, strings?: StringRules): Buffer | null {
  return about('DROP TABLE IF EXISTS ', create, strings);
}

export function truncateOf(create: Buffer, strings?: StringRules): Buffer | null {
  return about('TRUNCATE TABLE ', create, strings);
}

function about(words: string, create: Buffer, strings?: StringRules): Buffer | null {
  const name = tableNameBytes(create, strings);
  return name === null ? null : Buffer.concat([Buffer.from(words), name]);
}
