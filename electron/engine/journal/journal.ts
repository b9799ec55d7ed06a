import type { Json } from '../../../shared/domain/json.ts';
import type {
  JournalItem,
  JournalVerification,
  LateEntry,
  OperationDetail,
  OperationEntry,
  OperationSummary,
  ResumeWay,
} from '../../../shared/domain/journal.ts';
import type { RecordContent, RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerSample } from '../../../shared/domain/sample.ts';
import type { ServerId } from '../../../shared/domain/server.ts';

export interface NewOperation {
  readonly cluster: string;
  readonly kind: string;
  readonly title: string;
  readonly plan: Json;
  readonly guards: Json;
  /** It stands in no other operation's way, and none in its. */
  readonly alongside?: true;
}

export interface RecordsAfter {
  readonly records: readonly RecordEntry[];
  /** How far the chain was read. */
  readonly sequence: number;
}

export interface SampleFilter {
  readonly cluster: string;
  readonly server: ServerId | null;
  readonly from: number; // epoch ms
  readonly to: number; // epoch ms
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
   * Writes a record unless one of the same server since `since` (epoch ms) is as good by `isSame`; then that one is
   * given. Nobody else writes between the question and the record.
   */
  keepRecord(record: RecordContent, since: number, isSame: (earlier: RecordEntry) => boolean): RecordEntry;
  /** The cluster's records that were written after entry `sequence` of the chain (0: all), in order. */
  recordsAfter(cluster: string, sequence: number): RecordsAfter;
  /**
   * Adds samples, outside the chain; of a server that has one younger than `everyMs` none. Older ones are thinned
   * with their age: all of a day, then one an hour for 30 days, then one a day.
   */
  addSamples(cluster: string, samples: readonly ServerSample[], everyMs: number): void;
  /** Oldest first, `from` and `to` (epoch ms) included; `server` null: of all. */
  samples(filter: SampleFilter): readonly ServerSample[];
  lastSampleBefore(cluster: string, server: ServerId, before: number): ServerSample | null;
  /**
   * Also the lock of this machine: throws `operation-in-progress` while the cluster has an unfinished operation, of a
   * living program (details.living true) or of one that was cut off. One that was cut off before it sent anything to
   * a server is closed as `undone` instead. Operations that stand alongside are not among them.
   */
  beginOperation(operation: NewOperation): OperationSummary;
  /** Throws `operation-unknown` for an operation that is finished or was never begun. */
  appendEntry(operation: string, entry: OperationEntry): void;
  /** What may be added after the end too. Throws `operation-unknown` for one that was never begun. */
  appendLate(operation: string, entry: LateEntry): void;
  /** Throws `operation-unknown` for an operation that is finished or was never begun. */
  finishOperation(operation: string, outcome: 'done' | 'refused' | 'undone' | 'needs-operator', result: Json): void;
  /**
   * Makes this program the one that runs an unfinished operation: of two that try, one. Throws `operation-in-progress`
   * while the program that has it lives, `operation-unknown` when it is finished or was never begun.
   */
  takeOver(operation: string, way: ResumeWay): void;
  /** Gives an operation back that this program runs, unfinished. */
  release(operation: string, because: string): void;
  /** Whether the program that has the operation lives. */
  isLiving(operation: string): boolean;
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
  /** Operations that began at `since` (epoch ms) or later, of one cluster or of all, the latest first; however many records there are. */
  operationsSince(cluster: string | null, since: number): readonly OperationSummary[];
  record(id: string): RecordEntry;
  operation(id: string): OperationDetail;
  /** Those that a new operation of the cluster (null: of any) may not pass: running, or cut off after something was sent. */
  unfinishedOperations(cluster: string | null): readonly OperationSummary[];
  verify(): JournalVerification;
  /** Proves by writing that the journal can be written now; throws `journal-unwritable`. Asked before every change. */
  assertWritable(): void;
  setting(key: string): Json | null;
  setSetting(key: string, value: Json): void;
  close(): void;
}
