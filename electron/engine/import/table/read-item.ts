import { TokenReader, unquoted } from '../scan/tokens.ts';
import type { StringRules, Token } from '../scan/tokens.ts';
import { readIdentifier, readName } from '../statements/read-name.ts';
import type { Column, ForeignKey, ItemPlace, Key, KeyPart, TableItem } from './table-definition.ts';

const keyWords = [
  ['UNIQUE', 'unique'],
  ['FULLTEXT', 'fulltext'],
  ['SPATIAL', 'spatial'],
] as const;

/** One item of a CREATE TABLE's body. */
export function readItem(statement: Buffer, place: ItemPlace, strings?: StringRules): TableItem {
  const reader = new TokenReader(statement.subarray(0, place.until), strings, place.from);
  if (reader.peek().kind !== 'word') return readColumn(reader, place);
  const name = reader.take('CONSTRAINT') ? constraintName(reader) : null;
  if (reader.take('FOREIGN', 'KEY')) return readForeignKey(reader, place, name) ?? { kind: 'other', ...place };
  if (reader.take('CHECK')) return { kind: 'check', ...place };
  const type = keyType(reader);
  if (type !== null) return readKey(reader, place, type, name) ?? { kind: 'other', ...place };
  const isPeriod = reader.take('PERIOD', 'FOR') || reader.take('LIKE');
  return isPeriod || name !== null ? { kind: 'other', ...place } : readColumn(reader, place);
}

function constraintName(reader: TokenReader): string | null {
  const next = reader.peek();
  const isLeftOut = next.kind === 'word' && ['FOREIGN', 'CHECK', 'PRIMARY', 'UNIQUE'].includes(reader.textOf(next));
  return isLeftOut ? null : readIdentifier(reader);
}

function keyType(reader: TokenReader): Key['type'] | null {
  if (reader.take('PRIMARY', 'KEY')) return 'primary';
  for (const [word, type] of keyWords) {
    if (!reader.take(word)) continue;
    if (!reader.take('KEY')) reader.take('INDEX');
    return type;
  }
  return reader.take('KEY') || reader.take('INDEX') ? 'plain' : null;
}

function readKey(reader: TokenReader, place: ItemPlace, type: Key['type'], constraint: string | null): Key | null {
  const isNamed = type !== 'primary' && !isSymbol(reader, reader.peek(), '(');
  const name = isNamed ? readIdentifier(reader) : constraint;
  if (reader.take('USING')) reader.next();
  if (!reader.take('(')) return null;
  return { kind: 'key', type, name: type === 'primary' ? null : name, parts: readParts(reader), ...place };
}

/** The parts of a key, to behind the closing parenthesis. */
function readParts(reader: TokenReader): readonly KeyPart[] {
  const parts: KeyPart[] = [];
  for (;;) {
    const token = reader.next();
    const isName = token.kind !== 'symbol' && token.kind !== 'end';
    const column = isName ? nameIn(reader, token) : null;
    if (isSymbol(reader, token, '(')) skipToClose(reader);
    const prefix = column !== null && reader.take('(');
    if (prefix) skipToClose(reader);
    parts.push({ column, prefix });
    if (reader.peek().kind === 'word') reader.next(); // ASC or DESC
    if (!reader.take(',')) {
      reader.take(')');
      return parts;
    }
  }
}

function readForeignKey(reader: TokenReader, place: ItemPlace, constraint: string | null): ForeignKey | null {
  const name = isSymbol(reader, reader.peek(), '(') ? constraint : (readIdentifier(reader) ?? constraint);
  if (!reader.take('(')) return null;
  const columns = columnsOf(readParts(reader));
  const referenced = reader.take('REFERENCES') ? readName(reader) : null;
  if (referenced === null || !reader.take('(')) return null;
  return { kind: 'foreign', name, columns, referenced, referencedColumns: columnsOf(readParts(reader)), ...place };
}

function columnsOf(parts: readonly KeyPart[]): readonly string[] {
  return parts.flatMap(({ column }) => (column === null ? [] : [column]));
}

function readColumn(reader: TokenReader, place: ItemPlace): Column {
  const name = nameIn(reader, reader.next());
  let notNull = false;
  let autoIncrement = false;
  let generated = false;
  for (let token = reader.next(); token.kind !== 'end'; token = reader.next()) {
    if (isSymbol(reader, token, '(')) skipToClose(reader);
    if (token.kind !== 'word') continue;
    const word = reader.textOf(token);
    if (word === 'NOT' && reader.take('NULL')) notNull = true;
    if (word === 'AUTO_INCREMENT') autoIncrement = true;
    if (word === 'AS') generated = true;
  }
  return { kind: 'column', name, notNull, autoIncrement, generated, ...place };
}

function nameIn(reader: TokenReader, token: Token): string {
  return unquoted(reader.bytes, token, { noBackslashEscapes: true });
}

function isSymbol(reader: TokenReader, token: Token, symbol: string): boolean {
  return token.kind === 'symbol' && reader.textOf(token) === symbol;
}

function skipToClose(reader: TokenReader): void {
  let depth = 1;
  while (depth > 0) {
    const token = reader.next();
    if (token.kind === 'end') return;
    if (isSymbol(reader, token, '(')) depth += 1;
    if (isSymbol(reader, token, ')')) depth -= 1;
  }
}
