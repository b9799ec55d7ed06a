import type { TokenReader } from '../scan/tokens.ts';
import { isPlaceholder } from './placeholder.ts';
import { packageType } from './read-drop.ts';
import { readAccount, readIdentifier, readName } from './read-name.ts';
import type { Statement } from './statement.ts';

/** A CREATE statement, from behind that word on; null for what dumps do not create. */
export function readCreate(reader: TokenReader): Statement | null {
  const definer = skipModifiers(reader);
  if (reader.take('TABLE')) return readTable(reader);
  if (reader.take('VIEW')) return readView(reader, definer);
  if (reader.take('DATABASE') || reader.take('SCHEMA')) {
    const ifNotExists = skipIfNotExists(reader);
    const schema = readIdentifier(reader);
    return schema === null ? null : { kind: 'createDatabase', schema, ifNotExists };
  }
  if (reader.take('SEQUENCE')) {
    skipIfNotExists(reader);
    const sequence = readName(reader);
    return sequence === null ? null : { kind: 'createSequence', sequence };
  }
  return readProgram(reader, definer);
}

/** Passes OR REPLACE, ALGORITHM, DEFINER, SQL SECURITY, AGGREGATE; the definer is returned. */
function skipModifiers(reader: TokenReader): string | null {
  let definer: string | null = null;
  for (;;) {
    if (reader.take('DEFINER', '=')) definer = readAccount(reader);
    else if (reader.take('ALGORITHM', '=') || reader.take('SQL', 'SECURITY')) reader.next();
    else if (!reader.take('OR', 'REPLACE') && !reader.take('AGGREGATE')) return definer;
  }
}

function readTable(reader: TokenReader): Statement | null {
  skipIfNotExists(reader);
  const table = readName(reader);
  if (table === null) return null;
  if (!reader.take('(')) return { kind: 'other', words: 'CREATE TABLE without columns' };
  return isTableForView(reader)
    ? { kind: 'createView', view: table, placeholder: true, definer: null }
    : { kind: 'createTable', table };
}

/** MySQL before 5.7 and old MariaDB: a view's placeholder is a MyISAM table in one executable comment, with its end. */
function isTableForView(reader: TokenReader): boolean {
  const text = reader.bytes.subarray(0, 9).toString('latin1');
  const end = reader.bytes.subarray(-40).toString('latin1').trimEnd();
  return text === '/*!50001 ' && end.endsWith('*/') && end.includes('ENGINE=');
}

function readView(reader: TokenReader, definer: string | null): Statement | null {
  skipIfNotExists(reader);
  const view = readName(reader);
  if (view === null) return null;
  return { kind: 'createView', view, placeholder: definer === null && isPlaceholder(reader), definer };
}

function readProgram(reader: TokenReader, definer: string | null): Statement | null {
  if (reader.take('TRIGGER')) {
    skipIfNotExists(reader);
    const trigger = readName(reader);
    const table = tableOfTrigger(reader);
    return trigger === null || table === null ? null : { kind: 'createTrigger', trigger, table, definer };
  }
  const type = reader.take('PROCEDURE')
    ? 'procedure'
    : reader.take('FUNCTION')
      ? 'function'
      : reader.take('EVENT')
        ? 'event'
        : packageType(reader);
  if (type === undefined) return null;
  skipIfNotExists(reader);
  const name = readName(reader);
  if (name === null) return null;
  return type === 'event'
    ? { kind: 'createEvent', event: name, definer }
    : { kind: 'createRoutine', routine: name, type, definer };
}

/** After BEFORE INSERT ON, or AFTER UPDATE OF columns ON. */
function tableOfTrigger(reader: TokenReader): ReturnType<typeof readName> {
  for (let token = reader.next(); token.kind !== 'end'; token = reader.next()) {
    if (token.kind === 'word' && reader.textOf(token) === 'ON') return readName(reader);
  }
  return null;
}

function skipIfNotExists(reader: TokenReader): boolean {
  return reader.take('IF', 'NOT', 'EXISTS');
}
