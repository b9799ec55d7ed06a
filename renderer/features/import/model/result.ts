import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { SkippedStatement, SkipReason } from '../../../../shared/import/import-events.ts';
import type { ImportedTable, ImportResult } from '../../../../shared/import/import-view.ts';
import { countText, tablesText } from '../../../ui/text/amounts.ts';
import type { Tone } from '../../../ui/wizard/model/tone.ts';
import { nameOf, tablesInSight, type ImportSight } from './run.ts';

/** What an import came to, in a sentence; `server` by its name. */
export function resultHeadline(result: ImportResult, server: string): { readonly tone: Tone; readonly text: string } {
  switch (result.outcome) {
    case 'done':
      return differing(result.tables).length === 0
        ? { tone: 'ok', text: `The dump is in ${server}.` }
        : { tone: 'warn', text: `The dump is in ${server}, but not every table has the dump’s number of rows.` };
    case 'cancelled':
      return { tone: 'warn', text: `The import into ${server} was stopped.` };
    case 'stopped':
      return { tone: 'bad', text: `The import into ${server} met an error and stopped.` };
    case 'refused':
      return { tone: 'bad', text: `The import into ${server} was refused; nothing was changed.` };
  }
}

/** Tables that have another number of rows than the dump. */
export function differing(tables: readonly ImportedTable[]): readonly ImportedTable[] {
  return tables.filter(({ rows, dumped }) => rows !== null && rows !== dumped);
}

/** A line a table, as the same statement on another server can be put beside it. */
export function checksumText(tables: readonly ImportedTable[]): string {
  return tables
    .flatMap((table) => (table.checksum === null ? [] : [`${nameOf(table)}\t${String(table.checksum)}`]))
    .join('\n');
}

/** What of an import that did not end is in the server, as far as was told; null where nothing was. */
export function whatIsThere(sight: ImportSight): string | null {
  const tables = tablesInSight(sight);
  if (tables.length === 0) return null;
  const whole = tables.filter(({ state }) => state === 'finished').length;
  const partly = tables.filter(({ state, rows }) => state !== 'finished' && rows > 0).length;
  const rest = tables.length - whole - partly;
  const parts = [
    `${tablesText(whole)} with all rows and keys`,
    `${countText(partly)} with some of their rows`,
    `${countText(rest)} not begun`,
  ];
  return `${parts.join(', ')}.`;
}

/** A failed statement, as the engine tells it. */
export interface Failure {
  readonly line: number | null;
  readonly offset: number | null; // bytes, unpacked
  readonly table: string | null;
  readonly number: number | null;
  /** What the server said. */
  readonly said: string;
  /** The statement's beginning. */
  readonly statement: string | null;
}

export function failureOf({ message, details }: ErrorReport): Failure {
  const number = (key: string): number | null => (typeof details[key] === 'number' ? details[key] : null);
  const text = (key: string): string | null => (typeof details[key] === 'string' ? details[key] : null);
  return {
    line: number('line'),
    offset: number('offset'),
    table: text('table'),
    number: number('number'),
    said: text('said') ?? message,
    statement: text('statement'),
  };
}

/** All of it, for a ticket. */
export function failureText(failure: Failure, file: string, server: string): string {
  const { line, offset, table, said, statement } = failure;
  return [
    `Import of ${file} into ${server} stopped.`,
    ...(line === null ? [] : [`Line ${line}, byte ${offset ?? 0}`]),
    ...(table === null ? [] : [`Table ${table}`]),
    said,
    ...(statement === null ? [] : ['', statement]),
  ].join('\n');
}

const reasons: Readonly<Record<SkipReason, string>> = {
  'sql-log-bin': 'would switch the binary log',
  'gtid-purged': 'would set the GTIDs of the dump',
  'gtid-slave-pos': 'would set the GTIDs of the dump',
  'change-source': 'would point the server at another {source}',
  'replica-control': 'would start or stop replication',
  'global-setting': 'would change the whole server',
  flush: 'would flush tables or logs',
  error: 'met an error that is passed over',
  'done-before': 'was done before',
};

/** Why a statement of the dump was not run; with `{source}` words. */
export function skipText({ reason }: SkippedStatement): string {
  return reasons[reason];
}
