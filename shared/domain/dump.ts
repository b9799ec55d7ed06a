import type { Environment } from './configuration.ts';
import type { BinlogPosition } from './position.ts';
import type { RecordEntry } from './record.ts';
import type { ServerId } from './server.ts';

/** A dump that is wanted of one server of a cluster, written by the family's own dump program. */
export interface DumpRequest {
  readonly cluster: string;
  /** An address, alias, label or host name. */
  readonly from: string;
  /** Absolute path; its name's end says how it is compressed. */
  readonly out: string;
  /** null: all but the server's own. */
  readonly databases: readonly string[] | null;
  /** Keep the SQL threads stopped until the dump is complete, for tables that no snapshot holds for. */
  readonly keepStopped: boolean;
  /** The dump program; null: the one on the PATH. */
  readonly program: string | null;
}

export type DumpCompression = 'none' | 'gzip' | 'zstd';

/** How the dumped server's own position is known for the moment of the snapshot. */
export type OwnPositionBy =
  /** Read before and after the snapshot, and the same: nothing was written in between. */
  | 'stillness'
  /** MariaDB tells the position of a snapshot to whoever opened it: no lock. */
  | 'snapshot'
  /** The dump program holds FLUSH TABLES WITH READ LOCK while it opens its snapshot and reads the position. */
  | 'read-lock'
  /** It has none: its binary log is off. */
  | 'none';

/** How long SQL threads are stopped: not at all, until the snapshot is taken, or until the dump is complete. */
export type StoppedFor = 'no' | 'snapshot' | 'whole';

/** A database that can be dumped; `bytes` of data as the server estimates them. */
export interface DumpableDatabase {
  readonly name: string;
  /** null: the server does not say. */
  readonly tables: number | null;
  readonly bytes: number | null;
}

/** What of a server can be dumped. */
export interface DumpableServer {
  readonly server: ServerId;
  readonly databases: readonly DumpableDatabase[];
  /** Keeping its SQL threads stopped to the end makes a dump hold for tables without transactions. */
  readonly keepStoppedHolds: boolean;
}

/** What a dump would do; nothing was changed. */
export interface DumpPreview {
  readonly cluster: string;
  readonly environment: Environment;
  readonly server: ServerId;
  readonly out: string;
  readonly compression: DumpCompression;
  readonly program: { readonly file: string; readonly version: string };
  /** Arguments of the program; user and password are in a file that only it reads. */
  readonly arguments: readonly string[];
  readonly databases: readonly string[];
  /** In these databases, the bytes as the server estimates them; null where it does not say. */
  readonly tables: number | null;
  readonly dataBytes: number | null;
  readonly ownPosition: OwnPositionBy;
  readonly stopped: StoppedFor;
  /** What is sent to the server, in order; empty where nothing is stopped. */
  readonly statements: readonly string[];
  /** Writes, or applying, wait for it: it has to be agreed to. */
  readonly needsConsent: boolean;
  /** In placeholders (`{replica}`). */
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
}

/** Where a server's source stood for the dumped data, for rebuilding the server or a sibling of it. */
export interface DumpedChannel {
  readonly channel: string;
  readonly source: ServerId;
  readonly position: BinlogPosition;
  /** What of the source's GTIDs is in the dump; null without GTIDs. */
  readonly gtid: string | null;
}

/** Both pairs of coordinates of one moment. */
export interface DumpedPair {
  /** For replicas of the dumped server; null where its binary log is off. */
  readonly own: { readonly position: BinlogPosition; readonly gtid: string | null } | null;
  readonly channels: readonly DumpedChannel[];
}

export interface DumpProgress {
  readonly phase: 'stopping' | 'snapshot' | 'dumping' | 'finishing';
  /** Before compression. */
  readonly bytes: number;
  readonly tables: number;
  /** The table that is being written. */
  readonly table: string | null;
}

export interface DumpResult {
  readonly cluster: string;
  readonly server: ServerId;
  readonly out: string;
  readonly compression: DumpCompression;
  readonly bytes: number; // before compression
  readonly storedBytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly coordinates: DumpedPair;
  /** That use the coordinates, as they stand in the file's header; of each channel in their order. */
  readonly statements: { readonly own: readonly string[]; readonly channels: readonly (readonly string[])[] };
  readonly ownPosition: OwnPositionBy;
  /** How long the SQL threads were stopped; null where none was. */
  readonly stoppedMs: number | null; // ms
  readonly ms: number; // ms
  readonly warnings: readonly string[];
  /** Of the server at the moment of the snapshot. */
  readonly record: RecordEntry;
}

/** A server whose SQL threads a dump has stopped, and what starts them again. */
export interface PauseNote {
  readonly server: ServerId;
  readonly out: string;
  readonly statements: readonly string[];
}
