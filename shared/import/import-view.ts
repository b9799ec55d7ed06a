import type { ErrorReport } from '../domain/errors.ts';
import type { ServerId } from '../domain/server.ts';
import type { GuardResult } from '../guards/verdict.ts';
import type { Acceptance } from '../plans/preview.ts';
import type { SpeedUp } from './changed-settings.ts';
import type { QualifiedName, SkippedStatement } from './import-events.ts';

export interface ImportRequest {
  readonly cluster: string;
  /** Where the dump goes: a server of the cluster, or one that takes the cluster's account. */
  readonly server: ServerId;
  /** The dump on this machine; null: standard input, which can be read only once, so that nothing is known beforehand. */
  readonly file: string | null;
  /** For a dump that does not say; null: it does. */
  readonly database: string | null;
  /** Connections that send rows; null: as many as this machine has processors for a server on it, else 4. */
  readonly parallel: number | null;
  /** false: replicas of the server get nothing of it. */
  readonly logged: boolean;
  /** Keeps in the server what is done, so that it can be resumed: a small table, gone at the end. */
  readonly keepsMarks: boolean;
  readonly skipErrors: readonly number[];
  /** What is changed for the whole server while rows are loaded; none if left out. */
  readonly speed?: readonly SpeedUp[] | undefined;
  /** Rows of each table are followed by ANALYZE TABLE; so if left out. */
  readonly analyze?: boolean | undefined;
  /** CHECKSUM TABLE of each table is told; not if left out. */
  readonly checksum?: boolean | undefined;
  /** The dump's GTIDs are set once all of it is there; not if left out. */
  readonly applyGtids?: boolean | undefined;
  /** Tables that are in the way, and that the dump does not drop itself, are dropped first; not if left out. */
  readonly overwrite?: boolean | undefined;
  /** An import that did not end, which goes on; null: a new one. */
  readonly resume: string | null;
  readonly accept: readonly Acceptance[];
}

/** What an import would do, and what was found; nothing is changed. */
export interface ImportPreview {
  readonly importId: string;
  readonly cluster: string;
  readonly environment: 'production' | 'staging' | 'development';
  readonly server: ServerId;
  readonly file: string;
  /** What is in the dump, line by line; empty where it was not read beforehand. */
  readonly contents: readonly string[];
  readonly tables: number;
  readonly rows: number;
  readonly dataBytes: number;
  /** Each table with what the dump has of it; empty where it was not read beforehand. */
  readonly each: readonly DumpedAmount[];
  /** Connections that send rows. */
  readonly parallel: number;
  /** Whether it can be gone on with where it stops. */
  readonly keepsMarks: boolean;
  readonly guards: readonly GuardResult[];
  readonly runnable: boolean;
}

/** What a dump has of one table. */
export interface DumpedAmount extends QualifiedName {
  readonly rows: number;
  readonly dataBytes: number;
}

/** `stopped`: an error ended it; what is committed stays. */
export type ImportOutcome = 'done' | 'refused' | 'stopped' | 'cancelled';

export interface ImportedTable extends QualifiedName {
  /** In the server after the import; null: not counted. */
  readonly rows: number | null;
  /** In the dump. */
  readonly dumped: number;
  readonly finished: boolean;
  /** CHECKSUM TABLE; null: not asked for, or it can't be told. */
  readonly checksum: number | null;
}

/** What servers warned of, by number. */
export interface ImportWarning {
  readonly number: number;
  /** Of the first. */
  readonly message: string;
  readonly count: number;
  /** The first few statements. */
  readonly places: readonly { readonly offset: number; readonly line: number }[];
}

/** Of the dump's GTIDs, where they were to be set. */
export interface ImportedGtids {
  readonly gtids: string;
  readonly how: 'set' | 'there-already' | 'failed';
  /** Why it failed. */
  readonly why: string | null;
}

export interface ImportResult {
  readonly outcome: ImportOutcome;
  readonly importId: string;
  readonly tables: readonly ImportedTable[];
  readonly rows: number;
  readonly dataBytes: number;
  readonly ms: number;
  /** Statements that were not run. */
  readonly skipped: readonly SkippedStatement[];
  /** The most frequent first; without the servers' notes. */
  readonly warnings: readonly ImportWarning[];
  /** How many tables ANALYZE TABLE was run on. */
  readonly analyzed: number;
  /** null: they were not to be set. */
  readonly gtids: ImportedGtids | null;
  readonly notes: readonly string[];
  /** It can be gone on with: `--resume`. */
  readonly resumable: boolean;
  readonly error: ErrorReport | null;
}
