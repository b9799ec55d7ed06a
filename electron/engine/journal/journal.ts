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
 * The store of everything that happened. Append-only, chained by hash, durable (fsynced) when a method returns.
 * Every method throws SignalboxError `journal-unwritable` or `journal-corrupt`; reading an unknown id `journal-entry-unknown`.
 */
export interface Journal {
  /** All or none are written. */
  addRecords(records: readonly RecordContent[]): readonly RecordEntry[];
  /** Also the in-process lock: rejects with `operation-in-progress` while the cluster has an unfinished operation of a living program. */
  beginOperation(operation: NewOperation): OperationSummary;
  appendEntry(operation: string, entry: OperationEntry): void;
  finishOperation(operation: string, outcome: 'done' | 'refused' | 'undone' | 'needs-operator', result: Json): void;
  /** Newest first, `before` is an epoch-ms bound for paging. */
  list(filter: {
    readonly cluster: string | null;
    readonly limit: number;
    readonly before: number | null;
  }): readonly JournalItem[];
  record(id: string): RecordEntry;
  operation(id: string): OperationDetail;
  unfinishedOperations(cluster: string): readonly OperationSummary[];
  verify(): JournalVerification;
  /** Proves by writing that the journal can be written now; throws `journal-unwritable`. Asked before every change. */
  assertWritable(): void;
  setting(key: string): Json | null;
  setSetting(key: string, value: Json): void;
  close(): void;
}
