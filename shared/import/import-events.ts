/** A table; `schema` null: left to whoever imports. */
export interface QualifiedName {
  readonly schema: string | null;
  readonly name: string;
}

/** How an import goes, as it goes. */
export type ImportEvent =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'table-finished'; readonly table: TableLoad }
  /** The keys left out of a table are being built. */
  | { readonly kind: 'index-build'; readonly table: QualifiedName; readonly keys: number }
  | { readonly kind: 'skipped'; readonly skip: SkippedStatement }
  | { readonly kind: 'note'; readonly text: string };

export interface ImportProgress {
  /** Of the file as stored; `storedBytes` is null where its size is not known. */
  readonly readBytes: number;
  readonly storedBytes: number | null;
  /** Of statements sent with rows, unpacked. */
  readonly dataBytes: number;
  readonly rows: number;
  readonly elapsedMs: number;
  /** In the last seconds. */
  readonly bytesPerSecond: number;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number | null; // s
  /** Tables whose rows or keys are on their way. */
  readonly active: readonly TableLoad[];
  readonly phase: ImportPhase;
}

export type ImportPhase = 'rows' | 'keys' | 'objects' | 'counting';

/** What of one table is there. */
export interface TableLoad extends QualifiedName {
  readonly rows: number;
  readonly bytes: number;
  readonly state: 'loading' | 'keys' | 'finished';
}

/** A statement that was not run, and why. */
export interface SkippedStatement {
  readonly offset: number; // bytes
  readonly line: number;
  readonly reason: SkipReason;
  /** Its beginning, for people. */
  readonly text: string;
}

export type SkipReason =
  /** Sets what binary log an import is in: decided by the operator. */
  | 'sql-log-bin'
  | 'gtid-purged'
  | 'gtid-slave-pos'
  | 'change-source'
  | 'replica-control'
  /** A server-wide setting. */
  | 'global-setting'
  | 'flush'
  /** The operator listed the error that it met. */
  | 'error'
  /** An earlier run of this import has done it. */
  | 'done-before';
