import { ByteReader } from '../../decode/byte-reader.ts';
import { eventType } from '../../decode/event-types.ts';
import { headerBytes } from '../../decode/header.ts';
import { inflated } from '../../decode/mariadb-compression.ts';
import type { InnerEvent } from '../../event.ts';

/** A logged statement with everything of its session that decides what it does. null: the log does not say. */
export interface QueryContext {
  /** Bytes in the character set of its client. */
  readonly sql: Buffer;
  /** null where the statement has none, or must run without it (CREATE DATABASE). */
  readonly database: Buffer | null;
  readonly threadId: number;
  readonly errorCode: number;
  readonly microseconds: number;
  readonly flags: SessionFlags | null;
  readonly sqlMode: bigint | null;
  readonly autoIncrement: { readonly increment: number; readonly offset: number } | null;
  readonly charset: { readonly client: number; readonly connection: number; readonly server: number } | null;
  readonly timeZone: string | null;
  readonly lcTimeNames: number | null;
  readonly collationDatabase: number | null;
  readonly explicitDefaultsForTimestamp: boolean | null;
  readonly defaultCollationForUtf8mb4: number | null; // MySQL 8.0.11+
  readonly sqlRequirePrimaryKey: boolean | null; // MySQL 8.0.13+
  readonly defaultTableEncryption: boolean | null; // MySQL 8.0.16+
  /** MariaDB 10.8+, binlog_alter_two_phase: this ALTER TABLE is logged in two parts. */
  readonly twoPhaseAlter: boolean;
}

export interface SessionFlags {
  readonly autoIsNull: boolean;
  readonly foreignKeyChecks: boolean;
  readonly uniqueChecks: boolean;
  readonly checkConstraintChecks: boolean; // MariaDB
  readonly explicitDefaultsForTimestamp: boolean; // MariaDB 10.11+; MySQL logs it in a variable of its own
}

const suppressUseFlag = 0x8; // LOG_EVENT_SUPPRESS_USE_F

/**
 * A Query event, MariaDB’s compressed one too. Throws RangeError for damaged bytes.
 * Sources: MySQL statement_events.h and query_event.cpp; MariaDB log_event.cc, Query_log_event.
 */
export function queryContext(event: InnerEvent): QueryContext {
  const eventFlags = event.bytes.readUInt16LE(17);
  const reader = new ByteReader(event.bytes.subarray(headerBytes));
  const threadId = reader.uint(4);
  reader.skip(4);
  const databaseLength = reader.uint8();
  const errorCode = reader.uint(2);
  const status = new ByteReader(reader.bytes(reader.uint(2)));
  const database = reader.bytes(databaseLength);
  reader.skip(1);
  const text = reader.rest();
  return {
    ...variablesOf(status),
    sql: event.typeCode === eventType.queryCompressed ? inflated(text) : text,
    database: database.length === 0 || (eventFlags & suppressUseFlag) !== 0 ? null : database,
    threadId,
    errorCode,
  };
}

type Variables = Omit<QueryContext, 'sql' | 'database' | 'threadId' | 'errorCode'>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** All that is known; what comes after an unknown one is not, as for the server. */
function variablesOf(reader: ByteReader): Variables {
  const found: Writable<Variables> = { ...none };
  while (reader.left > 0 && readVariable(reader, found));
  return found;
}

const none: Variables = {
  microseconds: 0,
  flags: null,
  sqlMode: null,
  autoIncrement: null,
  charset: null,
  timeZone: null,
  lcTimeNames: null,
  collationDatabase: null,
  explicitDefaultsForTimestamp: null,
  defaultCollationForUtf8mb4: null,
  sqlRequirePrimaryKey: null,
  defaultTableEncryption: null,
  twoPhaseAlter: false,
};

const tooManyNames = 254; // OVER_MAX_DBS_IN_EVENT_MTS
const alterCommitOrRollback = 0x4 | 0x8; // FL_COMMIT_ALTER_E1, FL_ROLLBACK_ALTER_E1
const alterParts = 0x2 | alterCommitOrRollback; // and FL_START_ALTER_E1

/** False for one that is not known. */
function readVariable(reader: ByteReader, found: Writable<Variables>): boolean {
  const code = reader.uint8();
  switch (code) {
    case 0:
      found.flags = flagsOf(reader.uint(4));
      return true;
    case 1:
      found.sqlMode = reader.uint64();
      return true;
    case 2: // catalog, with a zero byte after it
      return pass(reader, reader.uint8() + 1);
    case 3:
      found.autoIncrement = { increment: reader.uint(2), offset: reader.uint(2) };
      return true;
    case 4:
      found.charset = { client: reader.uint(2), connection: reader.uint(2), server: reader.uint(2) };
      return true;
    case 5:
      found.timeZone = reader.text(reader.uint8());
      return true;
    case 6: // catalog
      return pass(reader, reader.uint8());
    case 7:
      found.lcTimeNames = reader.uint(2);
      return true;
    case 8:
      found.collationDatabase = reader.uint(2);
      return true;
    case 9: // table map for update, of old multi-table updates
    case 17: // Xid of a DDL, MySQL 8.0
    case 129: // the same of MariaDB
      return pass(reader, 8);
    case 10: // length of the event on its source
      return pass(reader, 4);
    case 11: // invoker: the text names it already
      pass(reader, reader.uint8());
      return pass(reader, reader.uint8());
    case 12:
      return passNames(reader);
    case 13:
    case 128: // MariaDB
      found.microseconds = reader.uint(3);
      return true;
    case 16:
      found.explicitDefaultsForTimestamp = reader.uint8() !== 0;
      return true;
    case 18:
      found.defaultCollationForUtf8mb4 = reader.uint(2);
      return true;
    case 19:
      found.sqlRequirePrimaryKey = reader.uint8() !== 0;
      return true;
    case 20:
      found.defaultTableEncryption = reader.uint8() !== 0;
      return true;
    case 130: {
      const parts = reader.uint(2);
      found.twoPhaseAlter = (parts & alterParts) !== 0;
      return (parts & alterCommitOrRollback) === 0 || pass(reader, 8);
    }
    case 131: // MariaDB 11.5+, character_set_collations
      return pass(reader, 4 * reader.uint8());
    default:
      return false;
  }
}

function pass(reader: ByteReader, bytes: number): true {
  reader.skip(bytes);
  return true;
}

function passNames(reader: ByteReader): true {
  const count = reader.uint8();
  for (let left = count === tooManyNames ? 0 : count; left > 0; left -= 1) reader.textToZero();
  return true;
}

/** Options as bits. Sources: MySQL query_options.h, MariaDB sql_priv.h. */
function flagsOf(bits: number): SessionFlags {
  const has = (bit: number): boolean => (bits & (1 << bit)) !== 0;
  return {
    autoIsNull: has(14),
    checkConstraintChecks: !has(15),
    explicitDefaultsForTimestamp: has(24),
    foreignKeyChecks: !has(26),
    uniqueChecks: !has(27),
  };
}
