import { SignalboxError } from '../domain/errors.ts';
import type { Row } from '../domain/row.ts';

type Cell = string | number | null;

/** @throws SignalboxError `server-unsupported` where the server's answer has no such column: better no fact than a false one. */
function cellOf(row: Row | undefined, column: string): Cell {
  const cell = row?.[column];
  if (cell === undefined) {
    throw new SignalboxError('server-unsupported', `The server's answer has no column ${column}.`);
  }
  return cell;
}

/** A cell as text; NULL is ''. */
export function textOf(row: Row | undefined, column: string): string {
  const cell = cellOf(row, column);
  return cell === null ? '' : String(cell);
}

/** A cell as text; NULL and '' are null. */
export function filledTextOf(row: Row | undefined, column: string): string | null {
  const text = textOf(row, column);
  return text === '' ? null : text;
}

/** A cell as a number; NULL and unreadable text are 0. */
export function numberOf(row: Row | undefined, column: string): number {
  return nullableNumberOf(row, column) ?? 0;
}

/** A cell as a number, null where it is NULL or no number. */
export function nullableNumberOf(row: Row | undefined, column: string): number | null {
  const cell = cellOf(row, column);
  const number = cell === null || cell === '' ? NaN : Number(cell);
  return Number.isFinite(number) ? number : null;
}

/** Servers spell a switch as 1/0, ON/OFF, Yes/No or TRUE/FALSE; a third value (MariaDB 12's NO_LOCK) is on too. */
export function isOn(cell: string | number | null | undefined): boolean {
  return !['', '0', 'OFF', 'NO', 'FALSE', 'NULL'].includes(String(cell ?? '').toUpperCase());
}

/** A cell as a switch. */
export function flagOf(row: Row | undefined, column: string): boolean {
  return isOn(cellOf(row, column));
}

/** A cell as a switch, null where it is NULL: this version has no such switch. */
export function nullableFlagOf(row: Row | undefined, column: string): boolean | null {
  const cell = cellOf(row, column);
  return cell === null ? null : isOn(cell);
}

/** The rows of SHOW VARIABLES as a map by lower-case name. */
export function variablesOf(rows: readonly Row[] | undefined): ReadonlyMap<string, string> {
  return new Map((rows ?? []).map((row) => [textOf(row, 'Variable_name').toLowerCase(), textOf(row, 'Value')]));
}
