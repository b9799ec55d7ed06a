import { quoteName } from '../../../../shared/dialects/quote.ts';
import { DoneSpans } from './done-spans.ts';
import type { Lane } from './lane.ts';
import type { DumpPlace } from './load-error.ts';

/** What a mark is about; the number is what stands in the table. `begun`: rows go into a table without transactions. */
const about = { rows: 0, main: 1, table: 2, late: 3, begun: 4 } as const;
export type MarkKind = keyof typeof about;

export const marksSchema = 'signalbox_import';

/**
 * What of an import is done, kept in a small table beside the data. Marks of rows are in the transaction of the rows, so
 * that a resumed import sends each statement once, whatever happened.
 */
export interface DoneMarks {
  /** The SQL that marks these statements, for the transaction that has their rows; null: marks are not kept. */
  markRows(statements: readonly DumpPlace[]): string | null;
  mark(kind: Exclude<MarkKind, 'rows'>, place: DumpPlace, lane: Lane): Promise<void>;
  isDone(kind: MarkKind, place: DumpPlace): boolean;
  /** An earlier run has begun with it. */
  readonly resumes: boolean;
  /** Everything is done: the table goes. */
  drop(lane: Lane): Promise<void>;
}

/** Nothing is kept: an import that stops begins anew. */
export const noMarks: DoneMarks = {
  markRows: () => null,
  mark: () => Promise.resolve(),
  isDone: () => false,
  resumes: false,
  drop: () => Promise.resolve(),
};

/**
 * Makes the table, or reads it where an earlier run has made it. The main statements of a dump are run in order, so that
 * one place says how far they are. A mark is about all statements between two places: those of one transaction are
 * neighbours, but for what was done before.
 * @throws SignalboxError as `Session.query`.
 */
export async function openMarks(id: string, lane: Lane): Promise<DoneMarks> {
  const table = `${quoteName(marksSchema)}.${quoteName(`marks_${id}`)}`;
  const place = 'BIGINT UNSIGNED NOT NULL';
  const [earlier] = await lane.own(
    `SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${marksSchema}' AND TABLE_NAME = 'marks_${id}'`,
  );
  await lane.own(`CREATE DATABASE IF NOT EXISTS ${quoteName(marksSchema)}`);
  await lane.own(
    `CREATE TABLE IF NOT EXISTS ${table} (about TINYINT UNSIGNED NOT NULL, first ${place}, last ${place}, PRIMARY KEY (about, first)) ENGINE=InnoDB`,
  );
  const rows = await lane.own(`SELECT about, first, last FROM ${table}`);
  const done = spansByKind(rows);
  const insert = (kind: MarkKind, from: number, until: number): string =>
    `INSERT INTO ${table} VALUES (${String(about[kind])}, ${String(from)}, ${String(until)})`;
  return {
    resumes: earlier !== undefined,
    markRows: (statements) => insert('rows', statements.at(0)?.offset ?? 0, statements.at(-1)?.offset ?? 0),
    mark: async (kind, { offset }, to) => {
      await to.own(insert(kind, offset, offset));
    },
    isDone: (kind, at) => (kind === 'main' ? at.offset <= done.main.furthest : done[kind].has(at)),
    drop: async (to) => {
      await to.own(`DROP TABLE IF EXISTS ${table}`);
      const left = await to.own(
        `SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${marksSchema}' LIMIT 1`,
      );
      if (left.length === 0) await to.own(`DROP DATABASE IF EXISTS ${quoteName(marksSchema)}`);
    },
  };
}

function spansByKind(rows: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<MarkKind, DoneSpans>> {
  const of = (kind: MarkKind): DoneSpans =>
    new DoneSpans(
      rows
        .filter((row) => Number(row['about']) === about[kind])
        .map((row) => ({ from: Number(row['first']), until: Number(row['last']) })),
    );
  return { rows: of('rows'), main: of('main'), table: of('table'), late: of('late'), begun: of('begun') };
}
