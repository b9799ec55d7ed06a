import type { StatementPiece } from '../scan/piece.ts';
import { TokenReader } from '../scan/tokens.ts';
import { readCreate } from './read-create.ts';
import { readDrop } from './read-drop.ts';
import { readInsert } from './read-insert.ts';
import type { readNames } from './read-name.ts';
import { readName, readIdentifier } from './read-name.ts';
import { readSet } from './read-set.ts';
import { readChangeSource } from './read-change-source.ts';
import type { Statement } from './statement.ts';

/**
 * What a statement does, from its first words; executable comments count as code. Never throws: what is not understood
 * is `other`.
 */
export function readStatement(piece: StatementPiece): Statement {
  const reader = new TokenReader(piece.bytes, piece);
  const first = reader.next();
  if (first.kind !== 'word') return { kind: 'other', words: reader.textOf(first) };
  const verb = reader.textOf(first);
  return readByVerb(verb, reader, piece) ?? { kind: 'other', words: firstWords(verb, piece.bytes) };
}

function readByVerb(verb: string, reader: TokenReader, piece: StatementPiece): Statement | null {
  switch (verb) {
    case 'INSERT':
    case 'REPLACE':
      return readInsert(verb, reader, piece);
    case 'SET':
      return readSet(reader);
    case 'CREATE':
      return readCreate(reader);
    case 'DROP':
      return readDrop(reader);
    case 'ALTER':
      return readAlter(reader);
    case 'CHANGE':
      return readChangeSource(reader);
    case 'LOCK':
      return reader.take('TABLES') || reader.take('TABLE') ? { kind: 'lockTables', tables: readLocks(reader) } : null;
    case 'UNLOCK':
      return reader.take('TABLES') || reader.take('TABLE') ? { kind: 'unlockTables' } : null;
    default:
      return readShort(verb, reader);
  }
}

function readShort(verb: string, reader: TokenReader): Statement | null {
  switch (verb) {
    case 'USE': {
      const schema = readIdentifier(reader);
      return schema === null ? null : { kind: 'use', schema };
    }
    case 'DO': {
      const sequence = reader.take('SETVAL', '(') ? readName(reader) : null;
      return sequence === null ? null : { kind: 'setSequence', sequence };
    }
    case 'START':
      if (reader.take('TRANSACTION')) return { kind: 'transaction', act: 'start' };
      return isReplica(reader) ? { kind: 'replicaControl', act: 'start' } : null;
    case 'STOP':
      return isReplica(reader) ? { kind: 'replicaControl', act: 'stop' } : null;
    case 'BEGIN':
      return { kind: 'transaction', act: 'start' };
    case 'COMMIT':
      return { kind: 'transaction', act: 'commit' };
    case 'ROLLBACK':
      return reader.take('TO') ? null : { kind: 'transaction', act: 'rollback' };
    case 'FLUSH':
      return { kind: 'flush' };
    default:
      return null;
  }
}

function isReplica(reader: TokenReader): boolean {
  return ['SLAVE', 'REPLICA', 'ALL'].some((word) => reader.take(word));
}

function readAlter(reader: TokenReader): Statement | null {
  if (reader.take('DATABASE') || reader.take('SCHEMA')) {
    const schema = readIdentifier(reader);
    return schema === null ? null : { kind: 'alterDatabase', schema };
  }
  const table = reader.take('TABLE') ? readName(reader) : null;
  if (table === null) return null;
  if (reader.take('DISABLE', 'KEYS')) return { kind: 'alterTableKeys', table, enable: false };
  return reader.take('ENABLE', 'KEYS') ? { kind: 'alterTableKeys', table, enable: true } : null;
}

/** The tables of LOCK TABLES a WRITE, b READ LOCAL. */
function readLocks(reader: TokenReader): ReturnType<typeof readNames> {
  const tables: ReturnType<typeof readNames>[number][] = [];
  for (let table = readName(reader); table !== null; table = readName(reader)) {
    tables.push(table);
    while (reader.peek().kind === 'word') reader.next();
    if (!reader.take(',')) break;
  }
  return tables;
}

/** The first words of a statement, for people. */
function firstWords(verb: string, bytes: Buffer): string {
  const reader = new TokenReader(bytes);
  reader.next();
  const words = [verb];
  for (let token = reader.next(); token.kind === 'word' && words.length < 3; token = reader.next()) {
    words.push(reader.textOf(token));
  }
  return words.join(' ');
}
