import { TokenReader, unquoted, type StringRules } from '../scan/tokens.ts';
import type { NamedValue } from '../statements/statement.ts';

/** Character sets and collations as written, in small letters. */
export interface NamedCharsets {
  readonly charsets: readonly string[];
  readonly collations: readonly string[];
}

/** What a CREATE or ALTER statement names: of databases, tables, columns, parameters, and in expressions. */
export function charsetsIn(statement: Buffer, strings?: StringRules): NamedCharsets {
  const reader = new TokenReader(statement, strings);
  const charsets: string[] = [];
  const collations: string[] = [];
  for (let token = reader.next(); token.kind !== 'end'; token = reader.next()) {
    if (token.kind !== 'word') continue;
    const word = reader.textOf(token);
    const isCharset = word === 'CHARSET' || ((word === 'CHARACTER' || word === 'CHAR') && reader.take('SET'));
    if (!isCharset && word !== 'COLLATE') continue;
    reader.take('=');
    const value = reader.peek();
    if (value.kind !== 'word' && value.kind !== 'text') continue;
    (isCharset ? charsets : collations).push(unquoted(statement, reader.next()).toLowerCase());
  }
  return { charsets, collations };
}

/** What SET statements name; values that are variables are left out. */
export function charsetsOfSet(assignments: readonly NamedValue[]): NamedCharsets {
  const charsets: string[] = [];
  const collations: string[] = [];
  for (const { target, value } of assignments) {
    if (target.scope === 'user' || value.startsWith('@')) continue;
    const [first = '', ...more] = value.replaceAll(/['"]/g, '').toLowerCase().split(/\s+/);
    if (/^collation_/.test(target.name)) collations.push(first);
    if (/^(names|charset|character_set_)/.test(target.name)) charsets.push(first);
    if (target.name === 'names' && more[0] === 'collate') collations.push(more[1] ?? '');
  }
  return { charsets, collations };
}
