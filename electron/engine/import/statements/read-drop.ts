import type { TokenReader } from '../scan/tokens.ts';
import { readIdentifier, readName, readNames } from './read-name.ts';
import type { Statement } from './statement.ts';

const programs = [
  ['TRIGGER', 'trigger'],
  ['EVENT', 'event'],
  ['PROCEDURE', 'procedure'],
  ['FUNCTION', 'function'],
] as const;

/** A DROP statement, from behind that word on; null for what dumps do not drop. */
export function readDrop(reader: TokenReader): Statement | null {
  if (reader.take('DATABASE') || reader.take('SCHEMA')) {
    skipIfExists(reader);
    const schema = readIdentifier(reader);
    return schema === null ? null : { kind: 'dropDatabase', schema };
  }
  if (reader.take('TABLE') || reader.take('TABLES')) {
    skipIfExists(reader);
    return { kind: 'dropTable', tables: readNames(reader) };
  }
  if (reader.take('VIEW')) {
    skipIfExists(reader);
    return { kind: 'dropView', views: readNames(reader) };
  }
  return readDropProgram(reader);
}

function readDropProgram(reader: TokenReader): Statement | null {
  const isSequence = reader.take('SEQUENCE');
  const type = isSequence ? undefined : (packageType(reader) ?? programs.find(([word]) => reader.take(word))?.[1]);
  if (!isSequence && type === undefined) return null;
  skipIfExists(reader);
  const name = readName(reader);
  if (name === null) return null;
  return type === undefined ? { kind: 'dropSequence', sequence: name } : { kind: 'dropProgram', name, type };
}

/** MariaDB: PACKAGE or PACKAGE BODY. */
export function packageType(reader: TokenReader): 'package' | 'package body' | undefined {
  if (!reader.take('PACKAGE')) return undefined;
  return reader.take('BODY') ? 'package body' : 'package';
}

function skipIfExists(reader: TokenReader): void {
  reader.take('IF', 'EXISTS');
}
