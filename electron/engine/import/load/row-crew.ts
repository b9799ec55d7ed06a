import type { Batch, RowStatement } from './batch.ts';
import type { DoneMarks } from './done-marks.ts';
import type { JobQueue } from './job-queue.ts';
import type { Lane } from './lane.ts';
import { mayBeTriedAgain, numberOf, statementRefused } from './load-error.ts';
import type { LoadingTable } from './loading-table.ts';

export type Job =
  { readonly kind: 'rows'; readonly batch: Batch } | { readonly kind: 'ending'; readonly table: LoadingTable };

export interface CrewParts {
  readonly queue: JobQueue<Job>;
  readonly marks: DoneMarks;
  readonly skipErrors: ReadonlySet<number>;
  /** Its bytes are not needed any more. */
  readonly committed: (statement: RowStatement) => void;
  readonly lockWaitMs: number; // ms
  readonly skipped: (statement: RowStatement, error: unknown) => void;
  /** The table's rows so far are committed. */
  readonly loaded: (table: LoadingTable) => void;
  readonly building: (table: LoadingTable) => void;
  readonly finished: (table: LoadingTable) => void;
}

const mostTries = 10;
const pauseMs = 50; // ms, times the number of tries

/** Works jobs off on one connection until the queue is closed. @throws SignalboxError `import-statement-failed`, … */
export async function work(lane: Lane, parts: CrewParts): Promise<void> {
  for (;;) {
    const job = await parts.queue.take();
    if (job === null) return;
    try {
      if (job.kind === 'rows') await loadRows(lane, job.batch, parts);
      else await endTable(lane, job.table, parts);
    } finally {
      parts.queue.done();
    }
  }
}

/** @throws SignalboxError `import-statement-failed`, … */
export async function loadRows(lane: Lane, batch: Batch, parts: CrewParts): Promise<void> {
  const { table } = batch;
  await lane.goTo(batch.session);
  const skipped = new Set<RowStatement>();
  let statements = batch.statements;
  let carefully = false;
  const end = performance.now() + parts.lockWaitMs;
  for (let tried = 1; statements.length > 0;) {
    const send = carefully ? carefulTransaction : transaction;
    const outcome = await send(lane, table, statements, parts.marks);
    if (outcome === null) break;
    const { error, statement } = outcome;
    if (!table.transactional) statements = statements.slice(statements.indexOf(statement));
    if (mayBeTriedAgain(error) && tried < mostTries && performance.now() < end) {
      await pause(pauseMs * tried);
      tried += 1;
    } else if (table.transactional && !carefully) {
      carefully = true;
    } else if (parts.skipErrors.has(numberOf(error) ?? 0)) {
      parts.skipped(statement, error);
      skipped.add(statement);
      statements = statements.filter((each) => each !== statement);
    } else throw statementRefused(error, statement, { statement: statement.bytes, table: table.label });
  }
  const loaded = batch.statements.filter((statement) => !skipped.has(statement));
  for (const statement of loaded) parts.committed(statement);
  const rows = loaded.reduce((sum, each) => sum + each.rows, 0);
  table.batchDone(rows, batch.bytes);
  parts.loaded(table);
}

type Outcome = { readonly error: unknown; readonly statement: RowStatement } | null;

/**
 * MariaDB fills an empty table in bulk while unique_checks and foreign_key_checks are both off, and looks for duplicates
 * when the statement after that or COMMIT comes: what that says (1180, 1062) is about another statement than the one
 * that failed. Seen on MariaDB 10.11.
 */
const careful = 'SET @signalbox_unique_checks = @@SESSION.unique_checks, SESSION unique_checks = 1';
const asBefore = 'SET SESSION unique_checks = @signalbox_unique_checks';

/** The same with each row checked when its statement is sent, so that it is known which one fails and why. */
async function carefulTransaction(...args: Parameters<typeof transaction>): Promise<Outcome> {
  const [lane] = args;
  await lane.own(careful);
  const outcome = await transaction(...args);
  await lane.own(asBefore);
  return outcome;
}

/**
 * null: committed. Else it is rolled back, and which statement failed, as far as the server tells; what COMMIT says is
 * the last one's. Of a table without transactions everything before that stays.
 */
async function transaction(
  lane: Lane,
  table: LoadingTable,
  statements: readonly RowStatement[],
  marks: DoneMarks,
): Promise<Outcome> {
  const mark = table.transactional ? marks.markRows(statements) : null;
  const isOne = mark === null && statements.length === 1;
  let current = statements[0];
  try {
    if (!isOne) await lane.own('START TRANSACTION');
    for (const statement of statements) {
      current = statement;
      await lane.send(statement.bytes, statement);
    }
    if (mark !== null) await lane.own(mark);
    if (!isOne) await lane.own('COMMIT');
    return null;
  } catch (error) {
    if (numberOf(error) === null || current === undefined) throw error;
    await lane.own('ROLLBACK');
    return { error, statement: current };
  }
}

const duplicateKeyName = 1061;
/** InnoDB still has a part of an index of that name, whose ALTER was ended with its session. */
const indexTakenBack = 1280;
/** A new table, to which what is left of that index does not belong. */
const asCopy = Buffer.from(', ALGORITHM=COPY');

async function addKeys(lane: Lane, alter: Buffer, table: LoadingTable, resumes: boolean): Promise<void> {
  try {
    await lane.send(alter, table.ending);
  } catch (error) {
    const number = resumes ? numberOf(error) : null;
    if (number === duplicateKeyName) return;
    const place = table.ending ?? { offset: 0, line: 0 };
    if (number !== indexTakenBack) throw statementRefused(error, place, { statement: alter, table: table.label });
    await lane.runAt(Buffer.concat([alter, asCopy]), place, table.label);
  }
}

/** The keys that were left out, and that the table is finished. */
async function endTable(lane: Lane, table: LoadingTable, { marks, building, finished }: CrewParts): Promise<void> {
  const { ending } = table;
  if (ending !== null && !marks.isDone('table', ending)) {
    await lane.goTo(ending.session);
    if (ending.alters.length > 0) building(table);
    for (const alter of ending.alters) await addKeys(lane, alter, table, marks.resumes);
    if (ending.alters.length > 0 || !table.transactional) await marks.mark('table', ending, lane);
  }
  finished(table);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
