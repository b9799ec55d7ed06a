import { quoteName } from '../../../../shared/dialects/quote.ts';
import type { Lane } from './lane.ts';
import type { DumpPlace } from './load-error.ts';

/** What a mark is about; the number is what stands in the table. */
const about = { rows: 0, main: 1, table: 2, late: 3 } as const;
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
  /** Some of it was done by an earlier run. */
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
 * one place says how far they are.
 * @throws SignalboxError as `Session.query`.
 */
export async function openMarks(id: string, lane: Lane): Promise<DoneMarks> {
  const table = `${quoteName(marksSchema)}.${quoteName(`marks_${id}`)}`;
  await lane.own(`CREATE DATABASE IF NOT EXISTS ${quoteName(marksSchema)}`);
  await lane.own(
    `CREATE TABLE IF NOT EXISTS ${table} (about TINYINT UNSIGNED NOT NULL, place BIGINT UNSIGNED NOT NULL, PRIMARY KEY (about, place)) ENGINE=InnoDB`,
  );
  const rows = await lane.own(`SELECT about, place FROM ${table}`);
  const done = new Set(rows.map((row) => `${String(row['about'])} ${String(row['place'])}`));
  const mainUntil = Math.max(
    -1,
    ...rows.flatMap((row) => (Number(row['about']) === about.main ? [Number(row['place'])] : [])),
  );
  const insert = (kind: MarkKind, places: readonly DumpPlace[]): string =>
    `INSERT INTO ${table} VALUES ${places.map(({ offset }) => `(${String(about[kind])},${String(offset)})`).join(',')}`;
  return {
    resumes: rows.length > 0,
    markRows: (statements) => insert('rows', statements),
    mark: async (kind, place, to) => {
      await to.own(insert(kind, [place]));
    },
    isDone: (kind, { offset }) =>
      kind === 'main' ? offset <= mainUntil : done.has(`${String(about[kind])} ${String(offset)}`),
    drop: async (to) => {
      await to.own(`DROP TABLE IF EXISTS ${table}`);
      const left = await to.own(
        `SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${marksSchema}' LIMIT 1`,
      );
      if (left.length === 0) await to.own(`DROP DATABASE IF EXISTS ${quoteName(marksSchema)}`);
    },
  };
}
