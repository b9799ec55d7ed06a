import type { Json } from '../../../shared/domain/json.ts';
import type {
  JournalItem,
  JournalVerification,
  OperationDetail,
  OperationEntry,
  OperationSummary,
} from '../../../shared/domain/journal.ts';
import type { RecordContent, RecordEntry } from '../../../shared/domain/record.ts';

export interface NewOperation {
  readonly cluster: string;
  readonly kind: string;
  readonly title: string;
  readonly plan: Json;
  readonly guards: Json;
}

/**
 * The store of everything that happened. Append-only, chained by hash, durable (fsynced) when a method returns. What
 * is given to it is kept as it is: callers mask secrets before.
 * Every method throws SignalboxError `journal-unwritable` or `journal-corrupt`; reading an unknown id `journal-entry-unknown`.
 */
export interface Journal {
  /** All or none are written. */
  addRecords(records: readonly RecordContent[]): readonly RecordEntry[];
  /**
   * Also the lock of this machine: throws `operation-in-progress` while the cluster has an unfinished operation, of a
   * living program (details.living true) or of one that was cut off. One that was cut off before it sent anything to
   * a server is closed as `undone` instead.
   */
  beginOperation(operation: NewOperation): OperationSummary;
  /** Throws `operation-unknown` for an operation that is finished or was never begun. */
  appendEntry(operation: string, entry: OperationEntry): void;
  /** Throws `operation-unknown` for an operation that is finished or was never begun. */
  finishOperation(operation: string, outcome: 'done' | 'refused' | 'undone' | 'needs-operator', result: Json): void;
  /**
   * The operator's acknowledgement of an operation whose program is gone: closes it as `needs-operator` with the note.
   * Throws `operation-in-progress` while its program lives, `operation-unknown` when it is finished or was never begun.
   */
  abandonOperation(operation: string, note: string): void;
  /**
   * Newest first, `before` is an epoch-ms bound for paging. Items of the oldest millisecond are all given, even beyond
   * `limit`, so that paging misses none.
   */
  list(filter: {
    readonly cluster: string | null;
    readonly limit: number;
    readonly before: number | null;
  }): readonly JournalItem[];
  record(id: string): RecordEntry;
  operation(id: string): OperationDetail;
  /** Those that a new operation of the cluster may not pass: still running, or cut off after something was sent. */
  unfinishedOperations(cluster: string): readonly OperationSummary[];
  verify(): JournalVerification;
  /** Proves by writing that the journal can be written now; throws `journal-unwritable`. Asked before every change. */
  assertWritable(): void;
  setting(key: string): Json | null;
  setSetting(key: string, value: Json): void;
  close(): void;
}
