import type { TokenReader, Token } from '../scan/tokens.ts';
import { unquoted } from '../scan/tokens.ts';
import type { ObjectName } from './statement.ts';

/** `name`, `schema.name`, in any quotes or none; null where no name is next. */
export function readName(reader: TokenReader): ObjectName | null {
  const first = readIdentifier(reader);
  if (first === null) return null;
  if (!reader.take('.')) return { schema: null, name: first };
  const second = readIdentifier(reader);
  return second === null ? null : { schema: first, name: second };
}

/** Names with commas between them. */
export function readNames(reader: TokenReader): readonly ObjectName[] {
  const names: ObjectName[] = [];
  do {
    const name = readName(reader);
    if (name === null) break;
    names.push(name);
  } while (reader.take(','));
  return names;
}

/** One part of a name. In double quotes it is a name as well: dumps with ANSI_QUOTES write it so. */
export function readIdentifier(reader: TokenReader): string | null {
  const token = reader.next();
  if (token.kind === 'symbol' || token.kind === 'end') return null;
  return nameOf(reader, token);
}

function nameOf(reader: TokenReader, token: Token): string {
  const isQuoted = reader.bytes[token.start] === 0x22;
  return unquoted(reader.bytes, token, { noBackslashEscapes: isQuoted });
}

/** `user`@`host` or CURRENT_USER as the definer is written, without quotes. */
export function readAccount(reader: TokenReader): string | null {
  const user = reader.next();
  if (user.kind === 'end' || user.kind === 'symbol') return null;
  const name = unquoted(reader.bytes, user);
  const host = reader.peek();
  if (host.kind !== 'variable') return name;
  reader.next();
  return `${name}@${unquoted(reader.bytes, { ...host, start: host.start + 1 })}`;
}
