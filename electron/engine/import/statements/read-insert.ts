import type { StatementPiece } from '../scan/piece.ts';
import type { TokenReader } from '../scan/tokens.ts';
import { readName } from './read-name.ts';
import type { Insert } from './statement.ts';

/** An INSERT or REPLACE … VALUES statement, from behind that word on; null for INSERT … SELECT and SET. */
export function readInsert(verb: 'INSERT' | 'REPLACE', reader: TokenReader, piece: StatementPiece): Insert | null {
  let ignore = false;
  for (;;) {
    if (reader.take('IGNORE')) ignore = true;
    else if (!['LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY'].some((word) => reader.take(word))) break;
  }
  reader.take('INTO');
  const table = readName(reader);
  if (table === null) return null;
  const columns = reader.take('(');
  if (columns) skipGroup(reader);
  if (!reader.take('VALUES') && !reader.take('VALUE')) return null;
  const rows = countRows(reader, piece, columns);
  return { kind: 'insert', table, verb: verb === 'INSERT' ? 'insert' : 'replace', ignore, columns, ...rows };
}

/**
 * The scanner's counts say it when there is nothing but groups and commas behind VALUES; else the statement's end is
 * read again.
 */
function countRows(reader: TokenReader, piece: StatementPiece, columns: boolean): Pick<Insert, 'rows' | 'onDuplicate'> {
  const others = columns ? 1 : 0;
  if (piece.gaps === others) return { rows: piece.groups - others, onDuplicate: false };
  let rows = 0;
  while (reader.take('(')) {
    skipGroup(reader);
    rows += 1;
    if (!reader.take(',')) break;
  }
  let onDuplicate = false;
  for (let token = reader.next(); token.kind !== 'end' && !onDuplicate; token = reader.next()) {
    onDuplicate = token.kind === 'word' && reader.textOf(token) === 'ON' && reader.take('DUPLICATE');
  }
  return { rows, onDuplicate };
}

/** To behind the parenthesis that closes the one just taken. */
function skipGroup(reader: TokenReader): void {
  let depth = 1;
  while (depth > 0) {
    const token = reader.next();
    if (token.kind === 'end') return;
    if (token.kind !== 'symbol') continue;
    const text = reader.textOf(token);
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
  }
}
