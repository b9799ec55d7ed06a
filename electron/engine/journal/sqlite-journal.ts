import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Json } from '../../../shared/domain/json.ts';
import type {
  JournalItem,
  LateEntry,
  JournalVerification,
  OperationDetail,
  OperationEntry,
  OperationSummary,
  ResumeWay,
} from '../../../shared/domain/journal.ts';
import type { RecordContent, RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerSample } from '../../../shared/domain/sample.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ChainEntry } from './chain.ts';
import { recordOf, recordSummaryOf, summaryOf } from './entry-body.ts';
import { unusedEntryId } from './entry-id.ts';
import { EntryStore } from './entry-store.ts';
import { coded, failure } from './failures.ts';
import type { Journal, NewOperation, RecordsAfter, SampleFilter } from './journal.ts';
import type { JournalOptions } from './journal-options.ts';
import { OperationLog } from './operation-log.ts';
import { SampleStore } from './sample-store.ts';
import { inSnapshot, inTransaction } from './transaction.ts';
import { verifyChain } from './verify.ts';

/** The journal in one SQLite file. Open it with `openJournal`. */
export class SqliteJournal implements Journal {
  readonly #db: DatabaseSync;
  readonly #options: JournalOptions;
  readonly #store: EntryStore;
  readonly #operations: OperationLog;
  readonly #samples: SampleStore;
  readonly #inode: number | undefined;

  /** `inode` is the file's when it was opened: a journal whose file was taken away keeps nothing. */
  constructor(db: DatabaseSync, inode: number | undefined, options: JournalOptions) {
    this.#db = db;
    this.#inode = inode;
    this.#options = options;
    this.#store = new EntryStore(db, options.path);
    this.#operations = new OperationLog(db, this.#store, options);
    this.#samples = new SampleStore(db);
  }

  addRecords(records: readonly RecordContent[]): readonly RecordEntry[] {
    if (records.length === 0) return [];
    return this.#coded(() => inTransaction(this.#db, () => records.map((record) => this.#addRecord(record))));
  }

  keepRecord(record: RecordContent, since: number, isSame: (earlier: RecordEntry) => boolean): RecordEntry {
    return this.#coded(() =>
      inTransaction(this.#db, () => {
        const same = this.#store
          .recordsSince(record.cluster, since)
          .map(recordOf)
          .findLast((earlier) => earlier.server === record.server && isSame(earlier));
        return same ?? this.#addRecord(record);
      }),
    );
  }

  recordsAfter(cluster: string, sequence: number): RecordsAfter {
    return this.#coded(() =>
      inSnapshot(this.#db, () => {
        const head = this.#store.head().sequence;
        const entries = head === sequence ? [] : this.#store.recordsAfter(cluster, sequence);
        return { records: entries.map(recordOf), sequence: head };
      }),
    );
  }

  addSamples(cluster: string, samples: readonly ServerSample[], everyMs: number): void {
    if (samples.length === 0) return;
    this.#coded(() =>
      inTransaction(this.#db, () => {
        for (const sample of samples) this.#samples.add(cluster, sample, everyMs);
      }),
    );
  }

  samples(filter: SampleFilter): readonly ServerSample[] {
    return this.#coded(() => this.#samples.select(filter));
  }

  lastSampleBefore(cluster: string, server: ServerId, before: number): ServerSample | null {
    return this.#coded(() => this.#samples.lastBefore(cluster, server, before));
  }

  beginOperation(operation: NewOperation): OperationSummary {
    return this.#coded(() => this.#operations.begin(operation));
  }

  appendEntry(operation: string, entry: OperationEntry): void {
    this.#coded(() => this.#operations.append(operation, entry));
  }

  appendLate(operation: string, entry: LateEntry): void {
    this.#coded(() => this.#operations.appendLate(operation, entry));
  }

  finishOperation(operation: string, outcome: NonNullable<OperationSummary['outcome']>, result: Json): void {
    this.#coded(() => this.#operations.finish(operation, outcome, result));
  }

  takeOver(operation: string, way: ResumeWay): void {
    this.#coded(() => this.#operations.takeOver(operation, way));
  }

  release(operation: string, because: string): void {
    this.appendEntry(operation, { kind: 'released', node: null, because });
  }

  isLiving(operation: string): boolean {
    return this.#coded(() => this.#operations.isLiving(operation));
  }

  abandonOperation(operation: string, note: string): void {
    this.#coded(() => this.#operations.abandon(operation, note));
  }

  list(filter: Parameters<Journal['list']>[0]): readonly JournalItem[] {
    const before = filter.before ?? Number.MAX_SAFE_INTEGER;
    return this.#coded(() =>
      inSnapshot(this.#db, () => this.#store.items({ ...filter, before }).map((entry) => this.#itemOf(entry))),
    );
  }

  operationsSince(cluster: string | null, since: number): readonly OperationSummary[] {
    return this.#coded(() => this.#operations.since(cluster, since));
  }

  record(id: string): RecordEntry {
    const entry = this.#coded(() => this.#store.begin(id));
    if (entry?.kind !== 'record') throw unknownEntry('record', id);
    return recordOf(entry);
  }

  operation(id: string): OperationDetail {
    const detail = this.#coded(() => this.#operations.detail(id));
    if (detail === undefined) throw unknownEntry('operation', id);
    return detail;
  }

  unfinishedOperations(cluster: string | null): readonly OperationSummary[] {
    return this.#coded(() => this.#operations.inTheWay(cluster).map((begin) => summaryOf(begin, undefined)));
  }

  verify(): JournalVerification {
    return this.#coded(() => inSnapshot(this.#db, () => verifyChain(this.#store, this.#options.path)));
  }

  assertWritable(): void {
    this.#coded(() => {
      this.#assertFileInPlace();
      inTransaction(this.#db, () => {
        this.#db.prepare('INSERT OR REPLACE INTO probe VALUES (1, ?)').run(this.#options.clock());
      });
    });
  }

  setting(key: string): Json | null {
    const value = this.#coded(() => this.#db.prepare('SELECT value FROM settings WHERE key = ?').get(key)?.['value']);
    return typeof value === 'string' ? (JSON.parse(value) as Json) : null;
  }

  setSetting(key: string, value: Json): void {
    this.#coded(() =>
      inTransaction(this.#db, () => {
        this.#db.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(key, canonicalJson(value));
      }),
    );
  }

  /** Idempotent. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #addRecord(record: RecordContent): RecordEntry {
    const { clock, random } = this.#options;
    const at = clock();
    const id = unusedEntryId('r', at, random, (taken) => this.#store.begin(taken) !== undefined);
    return recordOf(this.#store.append(at, 'record', id, record));
  }

  #itemOf(entry: ChainEntry): JournalItem {
    return entry.kind === 'record'
      ? { kind: 'record', at: entry.at, record: recordSummaryOf(entry) }
      : { kind: 'operation', at: entry.at, operation: summaryOf(entry, this.#store.end(entry.id)) };
  }

  /** SQLite goes on writing into a file that was removed, and nothing of it would be found again. */
  #assertFileInPlace(): void {
    const { path } = this.#options;
    if (statSync(path, { throwIfNoEntry: false })?.ino === this.#inode) return;
    throw failure(
      'journal-unwritable',
      path,
      'its file was removed or replaced while it was in use; restart Signalbox',
    );
  }

  #coded<T>(work: () => T): T {
    return coded(this.#options.path, work);
  }
}

function unknownEntry(what: 'record' | 'operation', id: string): SignalboxError {
  return new SignalboxError('journal-entry-unknown', `The journal has no ${what} ${id}.`, { details: { id } });
}
