import type { TokenReader } from '../scan/tokens.ts';
import { unquoted } from '../scan/tokens.ts';
import type { ChangeSource } from './statement.ts';

/** CHANGE MASTER … TO or CHANGE REPLICATION SOURCE TO, from behind the word CHANGE on; null for other changes. */
export function readChangeSource(reader: TokenReader): ChangeSource | null {
  if (!reader.take('MASTER') && !reader.take('REPLICATION', 'SOURCE')) return null;
  const named = reader.peek();
  const before = named.kind === 'text' ? unquoted(reader.bytes, reader.next()) : null;
  if (!reader.take('TO')) return null;
  const values = readValues(reader);
  const number = (name: string) => (/^\d+$/.test(values.get(name) ?? '') ? Number(values.get(name)) : null);
  return {
    kind: 'changeSource',
    logFile: values.get('LOG_FILE') ?? null,
    logPosition: number('LOG_POS'),
    host: values.get('HOST') ?? null,
    port: number('PORT'),
    gtid: values.get('AUTO_POSITION') === '1' || !['NO', undefined].includes(values.get('USE_GTID')?.toUpperCase()),
    channel: before ?? values.get('CHANNEL') ?? null,
  };
}

/** Option, without MASTER_ or SOURCE_, → its value. */
function readValues(reader: TokenReader): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (let token = reader.next(); token.kind !== 'end'; token = reader.next()) {
    if (token.kind !== 'word') continue;
    const name = reader.textOf(token).replace(/^(MASTER|SOURCE)_/, '');
    if (name === 'FOR' && reader.take('CHANNEL')) values.set('CHANNEL', unquoted(reader.bytes, reader.next()));
    else if (reader.take('=')) values.set(name, unquoted(reader.bytes, reader.next()));
  }
  return values;
}
