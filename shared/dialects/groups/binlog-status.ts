import type { BinlogPosition } from '../../domain/position.ts';
import type { Row } from '../../domain/row.ts';
import { numberOf, textOf } from '../cells.ts';

/** The server's own position; null when its binary log is off (the statement then has no row). */
export function positionOf(rows: readonly Row[] | undefined): BinlogPosition | null {
  const row = rows?.[0];
  return row === undefined ? null : { file: textOf(row, 'File'), offset: numberOf(row, 'Position') };
}

/** Non-empty binlog_do_db and binlog_ignore_db, which no variable shows. */
export function binlogFiltersOf(rows: readonly Row[] | undefined): readonly string[] {
  const row = rows?.[0];
  if (row === undefined) return [];
  return ['Binlog_Do_DB', 'Binlog_Ignore_DB']
    .filter((column) => textOf(row, column) !== '')
    .map((column) => `${column}=${textOf(row, column)}`);
}
