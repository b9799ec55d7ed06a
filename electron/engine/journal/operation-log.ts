import type { DatabaseSync } from 'node:sqlite';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Json } from '../../../shared/domain/json.ts';
import type {
  LateEntry,
  OperationDetail,
  OperationEntry,
  OperationSummary,
  ResumeWay,
} from '../../../shared/domain/journal.ts';
import type { ChainEntry } from './chain.ts';
import { begunOf, finishedOf, operationEntryOf, summaryOf } from './entry-body.ts';
import type { BegunBody, FinishedBody } from './entry-body.ts';
import { unusedEntryId } from './entry-id.ts';
import type { EntryStore } from './entry-store.ts';
import type { NewOperation } from './journal.ts';
import type { JournalOptions } from './journal-options.ts';
import type { Program } from './program.ts';
import { inSnapshot, inTransaction } from './transaction.ts';

type Outcome = FinishedBody['outcome'];

/** Operations in the chain: their begin, which is also the lock of their cluster, their entries and their end. */
export class OperationLog {
  readonly #db: DatabaseSync;
  readonly #store: EntryStore;
  readonly #options: JournalOptions;

  constructor(db: DatabaseSync, store: EntryStore, options: JournalOptions) {
    this.#db = db;
    this.#store = store;
    this.#options = options;
  }

  begin(operation: NewOperation): OperationSummary {
    return inTransaction(this.#db, () => {
      if (operation.alongside !== true) for (const begin of this.unfinished(operation.cluster)) this.#makeWay(begin);
      const at = this.#options.clock();
      const id = unusedEntryId('op', at, this.#options.random, (taken) => this.#store.begin(taken) !== undefined);
      const body: BegunBody = { ...operation, program: this.#options.programs.self() };
      return summaryOf(this.#store.append(at, 'operation-begun', id, body), undefined);
    });
  }

  append(id: string, entry: OperationEntry): void {
    inTransaction(this.#db, () => {
      this.#requireUnfinished(id);
      this.#store.append(this.#options.clock(), 'operation-entry', id, entry);
    });
  }

  /** Also to an operation that is finished. */
  appendLate(id: string, entry: LateEntry): void {
    inTransaction(this.#db, () => {
      if (this.#begin(id) === undefined)
        throw new SignalboxError('operation-unknown', `The journal has no operation ${id}.`);
      this.#store.append(this.#options.clock(), 'operation-entry', id, entry);
    });
  }

  finish(id: string, outcome: Outcome, result: Json): void {
    inTransaction(this.#db, () => {
      this.#requireUnfinished(id);
      this.#close(id, outcome, result);
    });
  }

  abandon(id: string, note: string): void {
    inTransaction(this.#db, () => {
      const begin = this.#requireUnfinished(id);
      if (this.#isRunning(begin)) throw inProgress(begin, true);
      this.#close(id, 'needs-operator', { abandoned: true, note });
    });
  }

  takeOver(id: string, way: ResumeWay): void {
    inTransaction(this.#db, () => {
      const begin = this.#requireUnfinished(id);
      if (this.#isRunning(begin)) throw inProgress(begin, true);
      const entry: OperationEntry = { kind: 'resumed', node: null, way, program: this.#options.programs.self() };
      this.#store.append(this.#options.clock(), 'operation-entry', id, entry);
    });
  }

  isLiving(id: string): boolean {
    const begin = this.#begin(id);
    return begin !== undefined && this.#store.end(id) === undefined && this.#isRunning(begin);
  }

  /** Of the unfinished operations those that a new one may not pass: living, or cut off after they sent something. */
  inTheWay(cluster: string | null): readonly ChainEntry[] {
    return this.unfinished(cluster).filter((begin) => this.#isRunning(begin) || this.#sentAnything(begin.id));
  }

  /** The begins of the cluster's operations (null: of all) that have no end, oldest first; without those alongside. */
  unfinished(cluster: string | null): readonly ChainEntry[] {
    const open = "kind = 'operation-begun' AND id NOT IN (SELECT id FROM entries WHERE kind = 'operation-finished')";
    const found = cluster === null ? this.#store.select(open) : this.#store.select(`${open} AND cluster = ?`, cluster);
    return found.filter((begin) => begunOf(begin).alongside !== true);
  }

  /** The latest first. */
  since(cluster: string | null, since: number): readonly OperationSummary[] {
    const begun = "kind = 'operation-begun' AND at >= ?";
    const found =
      cluster === null
        ? this.#store.select(begun, since)
        : this.#store.select(`${begun} AND cluster = ?`, since, cluster);
    return found.map((begin) => summaryOf(begin, this.#store.end(begin.id))).toReversed();
  }

  /** undefined when there is no such operation. */
  detail(id: string): OperationDetail | undefined {
    return inSnapshot(this.#db, () => {
      const begin = this.#begin(id);
      if (begin === undefined) return undefined;
      const end = this.#store.end(id);
      const entries = this.#store.select("kind = 'operation-entry' AND id = ?", id);
      return {
        ...summaryOf(begin, end),
        plan: begunOf(begin).plan,
        guards: begunOf(begin).guards,
        result: end === undefined ? null : finishedOf(end).result,
        entries: entries.map((entry) => ({ sequence: entry.sequence, at: entry.at, entry: operationEntryOf(entry) })),
        records: this.#store.select("kind = 'record' AND operation = ?", id).map((record) => record.id),
      };
    });
  }

  /** An operation that was cut off before it sent anything is closed: nothing can have been changed by it. */
  #makeWay(begin: ChainEntry): void {
    const living = this.#isRunning(begin);
    if (living || this.#sentAnything(begin.id)) throw inProgress(begin, living);
    this.#close(begin.id, 'undone', {
      abandoned: true,
      note: 'Its program ended before it sent anything to a server.',
    });
  }

  #isRunning(begin: ChainEntry): boolean {
    const program = this.#programOf(begin);
    return program !== null && this.#options.programs.isRunning(program);
  }

  /** The program that has the operation: the one that began it, or took it over last; null when that one gave it back. */
  #programOf(begin: ChainEntry): Program | null {
    const changes = this.#store
      .select("kind = 'operation-entry' AND id = ?", begin.id)
      .map(operationEntryOf)
      .flatMap((entry) => (entry.kind === 'resumed' ? [entry.program] : entry.kind === 'released' ? [null] : []));
    const last = changes.at(-1);
    return last === undefined ? begunOf(begin).program : last;
  }

  #sentAnything(id: string): boolean {
    const entries = this.#store.select("kind = 'operation-entry' AND id = ?", id).map(operationEntryOf);
    return entries.some(({ kind }) => kind === 'begun' || kind === 'undo-begun');
  }

  #begin(id: string): ChainEntry | undefined {
    const begin = this.#store.begin(id);
    return begin?.kind === 'operation-begun' ? begin : undefined;
  }

  #requireUnfinished(id: string): ChainEntry {
    const begin = this.#begin(id);
    if (begin === undefined) throw new SignalboxError('operation-unknown', `The journal has no operation ${id}.`);
    if (this.#store.end(id) === undefined) return begin;
    throw new SignalboxError('operation-unknown', `Operation ${id} is finished; nothing can be added to it.`);
  }

  #close(id: string, outcome: Outcome, result: Json): void {
    const body: FinishedBody = { outcome, result };
    this.#store.append(this.#options.clock(), 'operation-finished', id, body);
  }
}

function inProgress(begin: ChainEntry, living: boolean): SignalboxError {
  const { title, cluster, program } = begunOf(begin);
  const since = new Date(begin.at).toISOString();
  const message = living
    ? `Operation ${begin.id} (${title}) has been running since ${since} in process ${String(program.pid)}: wait for it.`
    : `Operation ${begin.id} (${title}), begun at ${since}, was cut off and is not finished: continue it, undo it, or hand it over (signalbox operations show ${begin.id}).`;
  const details = { operation: begin.id, cluster, living, pid: program.pid };
  return new SignalboxError('operation-in-progress', message, { details });
}
