import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { shortened } from './statement-text.ts';

/** A statement's place in the dump, unpacked. */
export interface DumpPlace {
  readonly offset: number; // bytes
  readonly line: number;
}

/** The server's number for what went wrong; null where it said nothing. */
export function numberOf(error: unknown): number | null {
  if (!(error instanceof SignalboxError) || error.code !== 'server-statement-failed') return null;
  const number = error.details['number'];
  return typeof number === 'number' ? number : null;
}

/** Deadlock and lock wait time-out: the transaction was rolled back, and may be tried again. */
export function mayBeTriedAgain(error: unknown): boolean {
  const number = numberOf(error);
  return number === 1213 || number === 1205;
}

/** What the server said of a statement of the dump, with its place and its beginning. */
export function statementRefused(
  error: unknown,
  place: DumpPlace,
  about: { readonly statement: Buffer; readonly table: string | null },
): unknown {
  if (!(error instanceof SignalboxError) || error.code === 'cancelled') return error;
  const text = shortened(about.statement);
  const on = about.table === null ? '' : ` (table ${about.table})`;
  const message = `Line ${String(place.line)}, byte ${String(place.offset)}${on}: ${error.message} The statement begins: ${text}`;
  const details = {
    ...error.details,
    offset: place.offset,
    line: place.line,
    table: about.table,
    statement: text,
    because: error.code,
    said: error.message,
  };
  return new SignalboxError('import-statement-failed', message, {
    ...(error.server === undefined ? {} : { server: error.server }),
    details,
    cause: error,
  });
}

/** An import was ended among rows of which it can't be known how many are there. */
export function cannotGoOn(table: string, { offset, line }: DumpPlace): SignalboxError {
  const message = `Line ${String(line)}, byte ${String(offset)}: the table ${table} has no transactions and is not made by this dump, and the import was ended while its rows were loaded: which of them are there is not known. Bring the table back to what it was and begin anew.`;
  return new SignalboxError('import-not-resumable', message, { details: { offset, line, table } });
}

export function endsWithin({ offset, line }: DumpPlace): SignalboxError {
  const message = `The dump ends within the statement that begins in line ${String(line)} (byte ${String(offset)}): it is cut off.`;
  return new SignalboxError('dump-truncated', message, { details: { offset, line } });
}
