import { readAssignments } from '../scan/assignments.ts';
import { TokenReader, unquoted } from '../scan/tokens.ts';
import type { NamedValue, Statement } from './statement.ts';

/** A SET statement, from behind that word on. */
export function readSet(reader: TokenReader): Statement {
  const { bytes } = reader;
  const assignments = readAssignments(reader).map(({ target, from, until }) => ({
    target,
    value: bytes.subarray(from, until),
  }));
  const purged = assignments.find(({ target }) => target.scope === 'global' && target.name === 'gtid_purged');
  if (purged !== undefined) return { kind: 'gtidPurged', ...gtidText(purged.value) };
  const slavePos = assignments.find(({ target }) => target.scope === 'global' && target.name === 'gtid_slave_pos');
  if (slavePos !== undefined) return { kind: 'gtidSlavePos', gtids: gtidText(slavePos.value).gtids };
  const named = assignments.map(({ target, value }) => ({ target, value: value.toString('latin1').trim() }));
  return named.some(isSqlLogBin) ? { kind: 'sqlLogBin' } : { kind: 'set', assignments: named };
}

function isSqlLogBin({ target, value }: NamedValue): boolean {
  return (target.scope === 'session' && target.name === 'sql_log_bin') || /^@@session\.sql_log_bin\b/i.test(value);
}

/** The texts of a value, joined as the server joins them; a `+` at the beginning says that the set is added. */
function gtidText(value: Buffer): { readonly gtids: string; readonly added: boolean } {
  const reader = new TokenReader(value);
  let text = '';
  for (let token = reader.next(); token.kind !== 'end'; token = reader.next()) {
    if (token.kind === 'text') text += unquoted(value, token);
  }
  const added = text.startsWith('+');
  return { gtids: text.slice(added ? 1 : 0).replaceAll(/\s/g, ''), added };
}
