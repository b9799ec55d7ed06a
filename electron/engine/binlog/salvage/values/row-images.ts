import { ByteReader } from '../../decode/byte-reader.ts';
import type { RowsBody } from '../../event.ts';
import type { Column } from './column.ts';
import { readSqlValue } from './sql-value.ts';

/** One image of a row: by column, its value as SQL; undefined where the log leaves it out (binlog_row_image). */
export type RowImage = readonly (string | undefined)[];

/** The rows of an event one after another: one image each, of updates the old and the new one. */
export function* rowImages(
  { rows, present }: RowsBody,
  columns: readonly Column[],
): Generator<readonly RowImage[], void, undefined> {
  const reader = new ByteReader(rows);
  while (reader.left > 0) yield present.map((bits) => readImage(reader, columns, bits));
}

function readImage(reader: ByteReader, columns: readonly Column[], present: Buffer): RowImage {
  const stored = columns.filter((_column, index) => bit(present, index)).length;
  const nulls = reader.bytes((stored + 7) >> 3);
  let at = -1;
  return columns.map((column, index) => {
    if (!bit(present, index)) return undefined;
    at += 1;
    return bit(nulls, at) ? 'NULL' : readSqlValue(reader, column);
  });
}

function bit(bits: Buffer, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}
