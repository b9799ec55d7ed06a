import type { StatementPiece, Piece } from '../scan/piece.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { ObjectName, Statement } from '../statements/statement.ts';
import { deferKeys } from '../table/defer-keys.ts';
import { readTable } from '../table/read-table.ts';
import { BatchBuilder } from './batch.ts';
import type { SkippedStatement, SkipReason } from '../../../../shared/import/import-events.ts';
import { JobQueue } from './job-queue.ts';
import type { Lane } from './lane.ts';
import { LateObjects } from './late-objects.ts';
import { cannotGoOn, endsWithin, numberOf, statementRefused, type DumpPlace } from './load-error.ts';
import type { LoaderParts } from './loader-parts.ts';
import { LoadingTable } from './loading-table.ts';
import { LoadProgress } from './load-progress.ts';
import type { LoadResult } from './load-request.ts';
import { hasTransactions } from './has-transactions.ts';
import { doneAlready } from './late-objects.ts';
import { routeOf } from './route.ts';
import { loadRows, work, type CrewParts, type Job } from './row-crew.ts';
import { StatementMemory } from './statement-memory.ts';
import { dropOf, truncateOf } from './table-statements.ts';
import { TablesInTheWay } from './tables-in-the-way.ts';
import { shortened } from './statement-text.ts';

const waitingBytesALane = 4 * 2 ** 20; // bytes

/** Reads a dump once and sends each statement where it belongs. */
export class Loader {
  readonly #parts: LoaderParts;
  readonly #queue: JobQueue<Job>;
  readonly #batches = new BatchBuilder();
  readonly #memory: StatementMemory;
  readonly #tables = new Map<string, LoadingTable>();
  readonly #inTheWay: TablesInTheWay;
  readonly #placeholders = new Set<string>();
  readonly #late = new LateObjects();
  readonly #skipped: SkippedStatement[] = [];
  readonly #progress: LoadProgress;
  #schema: string | null;
  #current: LoadingTable | null = null;
  #lateLane: Lane | null = null;
  #failure: { readonly error: unknown } | null = null;
  /** An earlier run may have run main statements whose mark it did not come to. */
  #unsure: boolean;
  /** The last main statement of this run, while no mark says that it is done. */
  #unmarked: DumpPlace | null = null;

  constructor(parts: LoaderParts) {
    this.#parts = parts;
    const waitingBytes = Math.max(1, parts.rows.length) * waitingBytesALane;
    this.#queue = new JobQueue(waitingBytes);
    this.#memory = new StatementMemory(waitingBytes);
    this.#unsure = parts.marks.resumes;
    this.#schema = parts.request.database;
    this.#inTheWay = new TablesInTheWay(parts.request.overwritten);
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

  get #crew(): CrewParts {
    const { marks, request } = this.#parts;
    return {
      queue: this.#queue,
      marks,
      skipErrors: request.skipErrors,
      lockWaitMs: request.lockWaitSeconds * 1000,
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
    };
  }

  /** Never rejects: the first failure ends everything. */
  async #work(lane: Lane): Promise<void> {
    try {
      await work(lane, this.#crew);
    } catch (error) {
      this.#failure ??= { error };
      this.#queue.close();
    }
  }

  async #statement(piece: StatementPiece): Promise<void> {
    const { log, request } = this.#parts;
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
        await this.#rowsInOrder(piece, route.table, route.rows);
        return;
      case 'create-table':
        await this.#createTable(piece, route.table);
        return;
      case 'main':
      case 'main-and-late':
        if (this.#undoes(statement)) {
          await this.#settle();
          await this.#makeLate();
        }
        await this.#leaveTable();
        await this.#onMain(piece, piece.bytes);
        this.#unmarked = { offset: piece.offset, line: piece.line };
        if (route.to === 'main-and-late') this.#addLate(piece);
        return;
      case 'late':
        if (statement.kind === 'createView' && statement.placeholder)
          this.#placeholders.add(this.#keyOf(statement.view));
        this.#addLate(piece);
        return;
      case 'barrier':
        await this.#settle();
        await this.#makeLate();
        await this.#alone(piece, statement);
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
    if (statement.kind === 'use') this.#schema = statement.schema;
    if (route.to === 'create-table') await this.#makeRoom(piece, route.table);
    if (route.to === 'skipped') this.#skip(piece, piece.bytes, route.reason);
    else await this.#run(this.#parts.main, piece, piece.bytes);
    if (route.to === 'rows' || route.to === 'rows-in-order') {
      const key = this.#keyOf(route.table);
      const table = this.#tables.get(key) ?? new LoadingTable(this.#qualified(route.table), null, true);
      this.#tables.set(key, table);
      table.batchSent();
      table.batchDone(route.rows, piece.bytes.length);
    }
  }

  async #rows(piece: StatementPiece, name: ObjectName, rows: number): Promise<void> {
    const table = await this.#enter(piece, name);
    const place = { offset: piece.offset, line: piece.line };
    if (this.#isThere(table, place)) {
      table.count(rows, piece.bytes.length);
      return;
    }
    const copy = { ...place, rows, bytes: this.#memory.copyOf(piece.bytes) };
    for (const batch of this.#batches.add(table, this.#parts.log.end, copy)) await this.#send(batch);
  }

  /** By itself, when all of the table that stands before it is there. */
  async #rowsInOrder(piece: StatementPiece, name: ObjectName, rows: number): Promise<void> {
    const table = await this.#enter(piece, name);
    await this.#send(this.#batches.end());
    await this.#queue.idle();
    this.#assertNoFailure();
    const { offset, line, bytes } = piece;
    if (this.#isThere(table, piece)) {
      table.count(rows, bytes.length);
      return;
    }
    table.batchSent();
    const statement = { offset, line, rows, bytes: Buffer.from(bytes) };
    const batch = { table, session: this.#parts.log.end, statements: [statement], bytes: bytes.length };
    await loadRows(this.#parts.main, batch, this.#crew);
  }

  #isThere(table: LoadingTable, place: DumpPlace): boolean {
    const { marks } = this.#parts;
    if (table.transactional) return marks.isDone('rows', place);
    return table.ending !== null && marks.isDone('table', table.ending);
  }

  /** The table is the one that is being loaded. */
  async #enter(piece: StatementPiece, name: ObjectName): Promise<LoadingTable> {
    const known = this.#tables.get(this.#keyOf(name));
    if (known !== undefined && known === this.#current) return known;
    await this.#leaveTable();
    const table = known ?? (await this.#tableThatIsThere(name));
    if (!table.transactional && (known === undefined || known.isLeft)) await this.#beginAgain(table, piece);
    this.#current = table;
    return table;
  }

  /**
   * Rows come for a table without transactions that this dump did not make just now: it can't be emptied, and what of
   * these rows is there is not known once an import was ended among them.
   */
  async #beginAgain(table: LoadingTable, { offset, line }: DumpPlace): Promise<void> {
    const { marks, main, log } = this.#parts;
    const place = { offset, line };
    await this.#queue.idle();
    this.#assertNoFailure();
    table.begin({ ...place, alters: [], keys: 0, session: log.end });
    if (marks.isDone('table', place)) return;
    if (marks.isDone('begun', place)) throw cannotGoOn(table.label, place);
    await marks.mark('begun', place, main);
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
    if (this.#tables.has(this.#keyOf(name))) await this.#settle();
    await this.#leaveTable();
    const { log, main, request, marks } = this.#parts;
    const bytes = Buffer.from(piece.bytes);
    const definition = readTable(bytes, piece);
    const place = { offset: piece.offset, line: piece.line };
    const qualified = this.#qualified(name);
    const deferred =
      definition === null
        ? null
        : deferKeys(bytes, definition, { referenced: request.referenced(qualified) }, qualified.schema);
    const wasMade = marks.isDone('main', place);
    await this.#makeRoom(piece, name);
    await this.#onMain(piece, deferred?.create ?? bytes);
    const engine = definition?.options.engine;
    const transactional = engine ? engine.toUpperCase() === 'INNODB' : await hasTransactions(qualified, main);
    const table = new LoadingTable(
      qualified,
      { ...place, alters: deferred?.alters ?? [], keys: deferred?.deferred.length ?? 0, session: log.end },
      transactional,
    );
    this.#tables.set(this.#keyOf(name), table);
    this.#current = table;
    if (!wasMade) await this.#markMain(place);
    else if (!transactional && definition !== null && !marks.isDone('table', place)) await this.#empty(bytes, piece);
  }

  async #makeRoom(piece: StatementPiece, name: ObjectName): Promise<void> {
    const drop = this.#inTheWay.takeOut(this.#qualified(name)) ? dropOf(piece.bytes, piece) : null;
    if (drop !== null) await this.#onMain(piece, drop);
  }

  /** What an earlier run has put into a table without transactions is not known row by row. */
  async #empty(create: Buffer, strings: StatementPiece): Promise<void> {
    const truncate = truncateOf(create, strings);
    if (truncate !== null) await this.#parts.main.send(truncate);
  }

  async #onMain(piece: StatementPiece, bytes: Buffer): Promise<void> {
    const { log, main, marks } = this.#parts;
    await main.goTo(log.end);
    if (!marks.isDone('main', piece)) await this.#run(main, piece, bytes, this.#unsure ? doneAlready : []);
  }

  /** Nothing else is on its way: rows that it changes are there once, whatever happens. */
  async #alone(piece: StatementPiece, statement: Statement): Promise<void> {
    const { log, main, marks } = this.#parts;
    await main.goTo(log.end);
    if (marks.isDone('main', piece)) return;
    const changesRows = statement.kind === 'other' && /^(INSERT|REPLACE|UPDATE|DELETE|WITH)\b/.test(statement.words);
    if (changesRows) await main.own('START TRANSACTION');
    await this.#run(main, piece, piece.bytes);
    await this.#markMain(piece);
    if (changesRows) await main.own('COMMIT');
  }

  async #markMain({ offset, line }: DumpPlace): Promise<void> {
    const { main, marks } = this.#parts;
    await marks.mark('main', { offset, line }, main);
    this.#unsure = false;
    this.#unmarked = null;
  }

  /** Whether it drops what this dump has made, as where two dumps are in one file. */
  #undoes(statement: Statement): boolean {
    if (statement.kind === 'dropTable') return statement.tables.some((name) => this.#tables.has(this.#keyOf(name)));
    if (statement.kind !== 'dropDatabase') return false;
    return [...this.#tables.values()].some(({ schema }) => schema === statement.schema);
  }

  async #run(lane: Lane, place: DumpPlace, bytes: Buffer, tolerated: readonly number[] = []): Promise<void> {
    try {
      await lane.send(bytes, place);
    } catch (error) {
      if (tolerated.includes(numberOf(error) ?? 0)) return;
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
    if (this.#unmarked !== null) await this.#markMain(this.#unmarked);
    const lane = (this.#lateLane ??= await this.#parts.openLate());
    await this.#late.run(lane, this.#parts.marks, (statement, error) =>
      this.#passesOver(statement, statement.bytes, error),
    );
  }

  #addLate({ bytes, offset, line }: StatementPiece): void {
    this.#late.add({ bytes: Buffer.from(bytes), session: this.#parts.log.end, offset, line });
  }

  #skip({ offset, line }: DumpPlace, statement: Buffer, reason: SkipReason): void {
    const skip = { offset, line, reason, text: shortened(statement) };
    this.#skipped.push(skip);
    this.#parts.request.onEvent({ kind: 'skipped', skip });
    if (reason === 'error') this.#parts.request.onSkipped(skip, statement);
  }

  async #tableThatIsThere(name: ObjectName): Promise<LoadingTable> {
    const { main, log } = this.#parts;
    const qualified = this.#qualified(name);
    await main.goTo(log.end);
    const table = new LoadingTable(qualified, null, await hasTransactions(qualified, main));
    this.#tables.set(this.#keyOf(name), table);
    return table;
  }

  #qualified({ schema, name }: ObjectName): ObjectName {
    return { schema: schema ?? this.#schema, name };
  }

  #keyOf(object: ObjectName): string {
    const { schema, name } = this.#qualified(object);
    return JSON.stringify([schema, name]);
  }

  #assertNoFailure(): void {
    if (this.#failure !== null) throw this.#failure.error;
    this.#parts.request.signal.throwIfAborted();
  }
}
