import type { Assignment } from '../scan/assignments.ts';

/** An object of a database as the statement names it; `schema` is null where it is that of the last USE. */
export interface ObjectName {
  readonly schema: string | null;
  readonly name: string;
}

/**
 * What a statement of a dump does. Names are unquoted; how often things occur is what a dump program writes, anything
 * else is `other`: to be run in its place, with nothing moved across it.
 */
export type Statement =
  | { readonly kind: 'set'; readonly assignments: readonly NamedValue[] }
  | GtidPurged
  /** Sets sql_log_bin of the session, or keeps it in a variable. */
  | { readonly kind: 'sqlLogBin' }
  | { readonly kind: 'use'; readonly schema: string }
  | { readonly kind: 'createDatabase'; readonly schema: string; readonly ifNotExists: boolean }
  | { readonly kind: 'alterDatabase'; readonly schema: string }
  | { readonly kind: 'dropDatabase'; readonly schema: string }
  | { readonly kind: 'createTable'; readonly table: ObjectName }
  | { readonly kind: 'dropTable'; readonly tables: readonly ObjectName[] }
  | Insert
  | { readonly kind: 'lockTables'; readonly tables: readonly ObjectName[] }
  | { readonly kind: 'unlockTables' }
  /** ALTER TABLE … DISABLE KEYS or ENABLE KEYS. */
  | { readonly kind: 'alterTableKeys'; readonly table: ObjectName; readonly enable: boolean }
  /** `placeholder`: selects constants or is a table in the view's name, and is replaced at the end of the dump. */
  | {
      readonly kind: 'createView';
      readonly view: ObjectName;
      readonly placeholder: boolean;
      readonly definer: string | null;
    }
  | { readonly kind: 'dropView'; readonly views: readonly ObjectName[] }
  | {
      readonly kind: 'createTrigger';
      readonly trigger: ObjectName;
      readonly table: ObjectName;
      readonly definer: string | null;
    }
  | {
      readonly kind: 'createRoutine';
      readonly routine: ObjectName;
      readonly type: RoutineType;
      readonly definer: string | null;
    }
  | { readonly kind: 'createEvent'; readonly event: ObjectName; readonly definer: string | null }
  | { readonly kind: 'dropProgram'; readonly name: ObjectName; readonly type: RoutineType | 'trigger' | 'event' }
  | { readonly kind: 'createSequence'; readonly sequence: ObjectName }
  | { readonly kind: 'dropSequence'; readonly sequence: ObjectName }
  /** MariaDB: DO SETVAL(sequence, …). */
  | { readonly kind: 'setSequence'; readonly sequence: ObjectName }
  | ChangeSource
  /** MariaDB: SET GLOBAL gtid_slave_pos. */
  | { readonly kind: 'gtidSlavePos'; readonly gtids: string }
  | { readonly kind: 'transaction'; readonly act: 'start' | 'commit' | 'rollback' }
  | { readonly kind: 'replicaControl'; readonly act: 'start' | 'stop' }
  | { readonly kind: 'flush' }
  | { readonly kind: 'other'; readonly words: string };

export type StatementKind = Statement['kind'];
export type RoutineType = 'procedure' | 'function' | 'package' | 'package body';

/** A variable and its value as the statement has it (latin1: a byte a character). */
export interface NamedValue {
  readonly target: Assignment['target'];
  readonly value: string;
}

export interface Insert {
  readonly kind: 'insert';
  readonly table: ObjectName;
  readonly verb: 'insert' | 'replace';
  readonly ignore: boolean;
  /** ON DUPLICATE KEY UPDATE. */
  readonly onDuplicate: boolean;
  /** The columns are named. */
  readonly columns: boolean;
  readonly rows: number;
}

export interface GtidPurged {
  readonly kind: 'gtidPurged';
  readonly gtids: string;
  /** `'+…'`: added to what the server has, MySQL 8.0+. */
  readonly added: boolean;
}

/** CHANGE MASTER TO or CHANGE REPLICATION SOURCE TO; null for what it does not name. */
export interface ChangeSource {
  readonly kind: 'changeSource';
  readonly logFile: string | null;
  readonly logPosition: number | null; // bytes
  readonly host: string | null;
  readonly port: number | null;
  /** MASTER_USE_GTID or SOURCE_AUTO_POSITION. */
  readonly gtid: boolean;
  readonly channel: string | null;
}
