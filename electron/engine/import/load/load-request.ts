import type { ByteSession } from '../../connections/session.ts';
import type { QualifiedName } from '../dump/dump-model.ts';
import type { Row } from '../../../../shared/domain/row.ts';
import type { DumpPlace } from './load-error.ts';
import type { DumpSource } from '../sources/dump-source.ts';
import type { ImportEvent, SkippedStatement, TableLoad } from '../../../../shared/import/import-events.ts';

export interface LoadRequest {
  /** Names what is kept of this run in the target; letters, digits and underscores. */
  readonly id: string;
  readonly source: Pick<DumpSource, 'chunks' | 'readBytes' | 'storedBytes'>;
  /** Opens a session on the target, which is the loader's own from then on. */
  readonly open: () => Promise<ByteSession>;
  /** Connections that send rows at the same time; objects have one more. */
  readonly lanes: number;
  /** Selected before the dump begins; null: the dump says where things go. */
  readonly database: string | null;
  /** false: `sql_log_bin = 0`, so that the target's replicas get nothing of it. */
  readonly logged: boolean;
  /** Whether what is done is kept in the target, so that it can be resumed. */
  readonly keepsMarks: boolean;
  /** It is no dump: everything is run in order on one connection. */
  readonly inOrder: boolean;
  /** How long a statement waits for a lock that another session holds. */
  readonly lockWaitSeconds: number; // s
  /** Tables that stand where the dump makes one, to be dropped first; as it names them, with the database they go to. */
  readonly overwritten: readonly QualifiedName[];
  /** Server error numbers whose statements are passed over. */
  readonly skipErrors: ReadonlySet<number>;
  /** Columns of a table that foreign keys of others refer to, where the dump was looked through before. */
  readonly referenced: (table: QualifiedName) => readonly (readonly string[])[];
  /** A statement that was passed over because of its error, whole. */
  readonly onSkipped: (skip: SkippedStatement, statement: Buffer) => void;
  /** Everything is there, and the marks are about to go: from now on there is nothing to go on with. */
  readonly onLoaded: () => Promise<void>;
  /** What the server warned of after a statement: its answer to SHOW WARNINGS, and how many it counted. */
  readonly onWarnings: (rows: readonly Row[], place: DumpPlace, counted: number) => void;
  readonly onEvent: (event: ImportEvent) => void;
  readonly monotonic: () => number; // ms
  readonly signal: AbortSignal;
}

export interface LoadResult {
  readonly tables: readonly TableLoad[];
  readonly skipped: readonly SkippedStatement[];
  readonly rows: number;
  readonly dataBytes: number;
  readonly ms: number;
}
