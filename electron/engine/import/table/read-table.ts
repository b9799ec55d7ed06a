import { byte } from '../scan/bytes.ts';
import { TokenReader } from '../scan/tokens.ts';
import type { StringRules } from '../scan/tokens.ts';
import { readName } from '../statements/read-name.ts';
import { readItem } from './read-item.ts';
import type { ItemPlace, TableDefinition, TableItem } from './table-definition.ts';
import { readTableOptions } from './read-table-options.ts';

/** Takes a CREATE TABLE statement with a body apart; null when it is none or its end is missing. */
export function readTable(statement: Buffer, strings?: StringRules): TableDefinition | null {
  const reader = new TokenReader(statement, strings);
  const named = readTableName(reader);
  if (named === null || !reader.take('(')) return null;
  const places = readPlaces(reader);
  if (places === null) return null;
  const options = readTableOptions(new TokenReader(statement, strings, reader.at));
  const items: readonly TableItem[] = places.map((place) => readItem(statement, place, strings));
  return { ...named, items, options };
}

/** The name in a CREATE TABLE statement as it is written, with its database where that stands there; null where it is none. */
export function tableNameBytes(statement: Buffer, strings?: StringRules): Buffer | null {
  const named = readTableName(new TokenReader(statement, strings));
  return named === null ? null : statement.subarray(named.nameFrom, named.nameUntil);
}

function readTableName(reader: TokenReader): Pick<TableDefinition, 'table' | 'nameFrom' | 'nameUntil'> | null {
  if (!reader.take('CREATE')) return null;
  reader.take('OR', 'REPLACE');
  if (!reader.take('TABLE')) return null;
  reader.take('IF', 'NOT', 'EXISTS');
  const nameFrom = reader.peek().start;
  const table = readName(reader);
  return table === null ? null : { table, nameFrom, nameUntil: reader.at };
}

/** Splits the body at its commas, to behind its closing parenthesis; null when there is none. */
function readPlaces(reader: TokenReader): readonly ItemPlace[] | null {
  const places: ItemPlace[] = [];
  let depth = 1;
  let from = reader.at;
  for (;;) {
    const token = reader.next();
    if (token.kind === 'end') return null;
    if (token.kind !== 'symbol') continue;
    const code = reader.bytes[token.start];
    if (code === byte.open) depth += 1;
    if (code === byte.close) depth -= 1;
    if (depth === 0 || (depth === 1 && code === byte.comma)) {
      places.push({ from, until: token.start });
      from = token.end;
    }
    if (depth === 0) return places;
  }
}
