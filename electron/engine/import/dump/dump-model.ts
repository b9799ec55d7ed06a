import type { ChangeSource, ObjectName, RoutineType } from '../statements/statement.ts';

/** What is in a dump, from its own statements and comments. Places are in the unpacked file. */
export interface DumpModel {
  readonly maker: DumpMaker | null;
  /** Of the dumped server, as in the header. */
  readonly serverVersion: string | null;
  readonly host: string | null;
  /** The first line is MariaDB's `M!999999\- enable the sandbox mode. */
  readonly sandbox: boolean;
  readonly bytes: number;
  readonly statements: number;
  readonly databases: readonly DumpedDatabase[];
  readonly tables: readonly DumpedTable[];
  /** Of DROP TABLE, whether they are made again or not; what stood in for a view is among them. */
  readonly droppedTables: readonly QualifiedName[];
  /** Views, without those that stayed placeholders. */
  readonly views: readonly QualifiedName[];
  readonly triggers: readonly (QualifiedName & { readonly table: string })[];
  readonly routines: readonly (QualifiedName & { readonly type: RoutineType })[];
  readonly events: readonly QualifiedName[];
  readonly sequences: readonly QualifiedName[];
  /** `user@host` of views, triggers, routines and events, each once. */
  readonly definers: readonly string[];
  /** Whatever names them, from SET NAMES to the parameters of a routine; in small letters, each once. */
  readonly charsets: readonly string[];
  readonly collations: readonly string[];
  readonly engines: readonly string[];
  readonly coordinates: DumpCoordinates;
  readonly completeness: Completeness;
  readonly shape: DumpShape;
}

/** Whether no dump program made it: it is run in order on one connection, of which nothing is kept to go on with. */
export function isInOrder(model: DumpModel | null): boolean {
  return model !== null && model.shape.kind === 'other' && model.maker === null;
}

/** A name with its schema; null where the dump leaves it to whoever imports it. */
export type QualifiedName = ObjectName;

export interface DumpMaker {
  readonly program: 'mysqldump' | 'mariadb-dump';
  /** Of the distribution: `9.7.4`, `10.11.18-MariaDB`. */
  readonly version: string;
}

export interface DumpedDatabase {
  readonly schema: string;
  readonly created: boolean;
  readonly dropped: boolean;
}

export interface DumpedTable extends QualifiedName {
  readonly created: boolean;
  readonly dropped: boolean;
  /** Of INSERT and REPLACE statements, without delimiters. */
  readonly dataBytes: number;
  readonly dataStatements: number;
  readonly largestStatement: number; // bytes
  readonly rows: number;
  /** Of its first INSERT or REPLACE; null without data. */
  readonly firstData: Place | null;
  /** Ways of inserting that make the order of rows or duplicates matter. */
  readonly replaces: boolean;
  readonly ignores: boolean;
  readonly updatesDuplicates: boolean;
  /** From CREATE TABLE; null without one. */
  readonly definition: DumpedDefinition | null;
}

export interface DumpedDefinition {
  readonly engine: string | null;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly primaryKey: boolean;
  readonly uniqueKeys: number;
  readonly otherKeys: number;
  readonly autoIncrement: boolean;
  readonly partitioned: boolean;
  readonly references: readonly { readonly table: QualifiedName; readonly columns: readonly string[] }[];
}

export interface Place {
  readonly offset: number; // bytes
  readonly line: number;
}

export interface DumpCoordinates {
  readonly sources: readonly DumpedPosition[];
  readonly gtidPurged: readonly DumpedGtids[];
  /** MariaDB's SET GLOBAL gtid_slave_pos. */
  readonly gtidSlavePos: readonly DumpedGtids[];
}

/** A CHANGE MASTER TO or CHANGE REPLICATION SOURCE TO, and whether it is only a comment. */
export interface DumpedPosition extends ChangeSource, Place {
  readonly commented: boolean;
  /**
   * Whose binary log it counts in: the dumped server's own (for replicas of it), or its source's (for rebuilding it or
   * a sibling); from the comment before it.
   */
  readonly of: 'dumped-server' | 'its-source' | 'unknown';
}

export interface DumpedGtids extends Place {
  readonly gtids: string;
  readonly commented: boolean;
  readonly added: boolean;
  /** By the comment before it, as of a position. */
  readonly of: DumpedPosition['of'];
}

/** `complete`: the last comment says so. `unmarked`: the dump has no such mark. `cut`: the last statement has no end. */
export type Completeness =
  { readonly kind: 'complete'; readonly on: string | null } | { readonly kind: 'unmarked' | 'cut' };

/** `dump`: only what dump programs write, so that it can be imported in parallel. `other`: to be run in order, and why. */
export type DumpShape =
  | { readonly kind: 'dump' }
  | { readonly kind: 'other'; readonly reasons: readonly (Place & { readonly words: string })[] };
