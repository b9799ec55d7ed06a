import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { StatementPiece, Piece } from '../scan/piece.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { ObjectName, Statement } from '../statements/statement.ts';
import { deferKeys } from '../table/defer-keys.ts';
import { readTable } from '../table/read-table.ts';
import { BatchBuilder } from './batch.ts';
import type { DoneMarks } from './done-marks.ts';
import type { SkippedStatement, SkipReason } from '../../../../shared/import/import-events.ts';
import { JobQueue } from './job-queue.ts';
import type { Lane } from './lane.ts';
import { LateObjects } from './late-objects.ts';
import { numberOf, statementRefused, type DumpPlace } from './load-error.ts';
import { LoadingTable } from './loading-table.ts';
import { LoadProgress } from './load-progress.ts';
import type { LoadRequest, LoadResult } from './load-request.ts';
import { routeOf } from './route.ts';
import { work, type Job } from './row-crew.ts';
import type { SessionLog } from './session-log.ts';
import { StatementMemory } from './statement-memory.ts';
import { shortened } from './statement-text.ts';

export interface LoaderParts {
  readonly request: LoadRequest;
  readonly log: SessionLog;
  readonly main: Lane;
  readonly rows: readonly Lane[];
  readonly marks: DoneMarks;
  /** A lane that stands at the beginning of the log. */
  readonly openLate: () => Promise<Lane>;
  readonly startedAt: number; // ms, monotonic
}

const waitingBytesALane = 4 * 2 ** 20; // bytes

/** Reads a dump once and sends each statement where it belongs. */
export class Loader {
  readonly #parts: LoaderParts;
  readonly #queue: JobQueue<Job>;
  readonly #batches = new BatchBuilder();
  readonly #memory: StatementMemory;
  readonly #tables = new Map<string, LoadingTable>();
  readonly #placeholders = new Set<string>();
  readonly #late = new LateObjects();
  readonly #skipped: SkippedStatement[] = [];
  readonly #progress: LoadProgress;
  #schema: string | null;
  #current: LoadingTable | null = null;
  #lateLane: Lane | null = null;
  #failure: { readonly error: unknown } | null = null;

  constructor(parts: LoaderParts) {
    this.#parts = parts;
    const waitingBytes = Math.max(1, parts.rows.length) * waitingBytesALane;
    this.#queue = new JobQueue(waitingBytes);
    this.#memory = new StatementMemory(waitingBytes);
    this.#schema = parts.request.database;
    this.#progress = new LoadProgress(parts.request, parts.startedAt, () => [...this.#tables.values()]);
  }

  /** @throws SignalboxError as `loadDump`. */
  async run(pieces: AsyncIterable<Piece>): Promise<LoadResult> {
    const crew = this.#parts.rows.map((lane) => this.#work(lane));
    this.#progress.start();
    try {
      for await (const piece of pieces) {
        if (piece.kind === 'statement') await this.#statement(piece);
        this.#assertNoFailure();
      }
      await this.#settle();
      this.#progress.phase = 'objects';
      await this.#makeLate();
      return this.#progress.result(this.#skipped);
    } catch (error) {
      throw this.#failure?.error ?? error;
    } finally {
      this.#progress.stop();
      this.#queue.close();
      await Promise.all(crew);
    }
  }

  /** Never rejects: the first failure ends everything. */
  async #work(lane: Lane): Promise<void> {
    const { marks, request } = this.#parts;
    try {
      await work(lane, {
        queue: this.#queue,
        marks,
        skipErrors: request.skipErrors,
        committed: (statement) => this.#memory.release(statement.bytes),
        skipped: (statement) => this.#skip(statement, statement.bytes, 'error'),
        loaded: (table) => this.#endIfDue(table),
        building: (table) => {
          table.state = 'keys';
          request.onEvent({ kind: 'index-build', table, keys: table.ending?.keys ?? 0 });
        },
        finished: (table) => {
          table.state = 'finished';
          request.onEvent({ kind: 'table-finished', table: table.toJSON() });
        },
      });
    } catch (error) {
      this.#failure ??= { error };
      this.#queue.close();
    }
  }

  async #statement(piece: StatementPiece): Promise<void> {
    const { log, main, request } = this.#parts;
    const statement = readStatement(piece);
    if (!piece.terminated && !request.inOrder) throw endsWithin(piece);
    if (request.inOrder) {
      await this.#inOrder(piece, statement);
      return;
    }
    const route = routeOf(statement, (name) => this.#placeholders.has(this.#keyOf(name)));
    switch (route.to) {
      case 'session':
        log.add(piece, statement);
        if (statement.kind === 'use') this.#schema = statement.schema;
        return;
      case 'rows':
        await this.#rows(piece, route.table, route.rows);
        return;
      case 'rows-in-order':
        await this.#rowsOnMain(piece, route.table, route.rows);
        return;
      case 'create-table':
        await this.#createTable(piece, route.table);
        return;
      case 'main':
        await this.#leaveTable();
        await this.#onMain(piece, piece.bytes);
        return;
      case 'late':
        if (statement.kind === 'createView' && statement.placeholder)
          this.#placeholders.add(this.#keyOf(statement.view));
        this.#late.add({ bytes: Buffer.from(piece.bytes), session: log.end, offset: piece.offset, line: piece.line });
        return;
      case 'barrier':
        await this.#settle();
        await this.#makeLate();
        await main.goTo(log.end);
        await this.#run(main, piece, piece.bytes);
        return;
      case 'skipped':
        this.#skip(piece, piece.bytes, route.reason);
        return;
      case 'nowhere':
        return;
    }
  }

  async #inOrder(piece: StatementPiece, statement: Statement): Promise<void> {
    const route = routeOf(statement, () => false);
    if (route.to === 'skipped') this.#skip(piece, piece.bytes, route.reason);
    else await this.#run(this.#parts.main, piece, piece.bytes);
    if (route.to === 'rows' || route.to === 'rows-in-order') {
      const table = this.#tableOf(route.table);
      table.batchSent();
      table.batchDone(route.rows, piece.bytes.length);
    }
  }

  async #rows(piece: StatementPiece, name: ObjectName, rows: number): Promise<void> {
    const { marks, log } = this.#parts;
    const table = this.#tableOf(name);
    if (table !== this.#current) await this.#leaveTable();
    this.#current = table;
    const place = { offset: piece.offset, line: piece.line };
    const isFinished = table.ending !== null && marks.isDone('table', table.ending);
    if (isFinished || (table.transactional && marks.isDone('rows', place))) {
      table.rows += rows;
      table.bytes += piece.bytes.length;
      return;
    }
    const copy = { ...place, rows, bytes: this.#memory.copyOf(piece.bytes) };
    for (const batch of this.#batches.add(table, log.end, copy)) await this.#send(batch);
  }

  /** Marked like a statement of its own, in its place. */
  async #rowsOnMain(piece: StatementPiece, name: ObjectName, rows: number): Promise<void> {
    const { marks, main } = this.#parts;
    const table = this.#tableOf(name);
    if (table !== this.#current) await this.#leaveTable();
    this.#current = table;
    const wasDone = marks.isDone('main', piece);
    await this.#onMain(piece, piece.bytes);
    if (!wasDone) await marks.mark('main', piece, main);
    table.batchSent();
    table.batchDone(rows, piece.bytes.length);
  }

  async #send(batch: ReturnType<BatchBuilder['end']>): Promise<void> {
    if (batch === null) return;
    batch.table.batchSent();
    await this.#queue.put({ kind: 'rows', batch }, batch.bytes);
  }

  /** The dump goes on with something else: the table's keys can be built once its last rows are committed. */
  async #leaveTable(): Promise<void> {
    await this.#send(this.#batches.end());
    const table = this.#current;
    this.#current = null;
    if (table === null) return;
    table.leave();
    this.#endIfDue(table);
  }

  #endIfDue(table: LoadingTable): void {
    if (!table.isDue) return;
    table.state = 'keys';
    this.#queue.putUrgent({ kind: 'ending', table });
  }

  async #createTable(piece: StatementPiece, name: ObjectName): Promise<void> {
    await this.#leaveTable();
    const { log, request, marks } = this.#parts;
    const bytes = Buffer.from(piece.bytes);
    const definition = readTable(bytes, piece);
    const place = { offset: piece.offset, line: piece.line };
    const qualified = { schema: name.schema ?? this.#schema, name: name.name };
    const deferred =
      definition === null
        ? null
        : deferKeys(bytes, definition, { referenced: request.referenced(qualified) }, qualified.schema);
    const engine = definition?.options.engine ?? 'InnoDB';
    const table = new LoadingTable(
      qualified,
      { ...place, alters: deferred?.alters ?? [], keys: deferred?.deferred.length ?? 0, session: log.end },
      engine.toUpperCase() === 'INNODB',
    );
    this.#tables.set(this.#keyOf(name), table);
    this.#current = table;
    const wasMade = marks.isDone('main', place);
    await this.#onMain(piece, deferred?.create ?? bytes);
    if (!wasMade) await marks.mark('main', place, this.#parts.main);
    else if (!table.transactional && !marks.isDone('table', place)) await this.#empty(definition, bytes);
  }

  /** What an earlier run has put into a table without transactions is not known row by row. */
  async #empty(definition: ReturnType<typeof readTable>, bytes: Buffer): Promise<void> {
    if (definition === null) return;
    const name = bytes.subarray(definition.nameFrom, definition.nameUntil);
    await this.#parts.main.send(Buffer.concat([Buffer.from('TRUNCATE TABLE '), name]));
  }

  async #onMain(piece: StatementPiece, bytes: Buffer): Promise<void> {
    const { log, main, marks } = this.#parts;
    await main.goTo(log.end);
    if (!marks.isDone('main', piece)) await this.#run(main, piece, bytes);
  }

  async #run(lane: Lane, place: DumpPlace, bytes: Buffer): Promise<void> {
    try {
      await lane.send(bytes);
    } catch (error) {
      if (!this.#passesOver(place, bytes, error))
        throw statementRefused(error, place, { statement: bytes, table: null });
    }
  }

  #passesOver(place: DumpPlace, bytes: Buffer, error: unknown): boolean {
    if (!this.#parts.request.skipErrors.has(numberOf(error) ?? 0)) return false;
    this.#skip(place, bytes, 'error');
    return true;
  }

  /** All rows so far are there, and all keys. */
  async #settle(): Promise<void> {
    await this.#leaveTable();
    await this.#queue.idle();
    this.#assertNoFailure();
  }

  async #makeLate(): Promise<void> {
    if (this.#late.count === 0) return;
    const lane = (this.#lateLane ??= await this.#parts.openLate());
    await this.#late.run(lane, this.#parts.marks, (statement, error) =>
      this.#passesOver(statement, statement.bytes, error),
    );
  }

  #skip({ offset, line }: DumpPlace, statement: Buffer, reason: SkipReason): void {
    const skip = { offset, line, reason, text: shortened(statement) };
    this.#skipped.push(skip);
    this.#parts.request.onEvent({ kind: 'skipped', skip });
    if (reason === 'error') this.#parts.request.onSkipped(skip, statement);
  }

  #tableOf(name: ObjectName): LoadingTable {
    const key = this.#keyOf(name);
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const table = new LoadingTable({ schema: name.schema ?? this.#schema, name: name.name }, null, true);
    this.#tables.set(key, table);
    return table;
  }

  #keyOf({ schema, name }: ObjectName): string {
    return JSON.stringify([schema ?? this.#schema, name]);
  }

  #assertNoFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
    this.#parts.request.signal.throwIfAborted();
  }
}

function endsWithin({ offset, line }: DumpPlace): SignalboxError {
  const message = `The dump ends within the statement that begins in line ${String(line)} (byte ${String(offset)}): it is cut off.`;
  return new SignalboxError('dump-truncated', message, { details: { offset, line } });
}
