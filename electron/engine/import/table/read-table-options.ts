import type { TokenReader } from '../scan/tokens.ts';
import { unquoted } from '../scan/tokens.ts';
import type { TableOptions } from './table-definition.ts';

/** What stands behind the body of a CREATE TABLE. */
export function readTableOptions(reader: TokenReader): TableOptions {
  const options = new Map<string, string>();
  let partitioned = false;
  let versioned = false;
  for (let token = reader.next(); token.kind !== 'end' && !partitioned; token = reader.next()) {
    if (token.kind !== 'word') continue;
    const word = reader.textOf(token);
    if (word === 'PARTITION') partitioned = true;
    if (word === 'WITH') versioned ||= reader.take('SYSTEM', 'VERSIONING');
    const isCharacterSet = word === 'CHARACTER' && reader.take('SET');
    if (reader.take('=')) options.set(isCharacterSet ? 'CHARSET' : word, unquoted(reader.bytes, reader.next()));
  }
  return {
    engine: options.get('ENGINE') ?? null,
    charset: options.get('CHARSET') ?? null,
    collation: options.get('COLLATE') ?? null,
    partitioned,
    versioned,
    keyBlockSize: options.has('KEY_BLOCK_SIZE'),
  };
}
