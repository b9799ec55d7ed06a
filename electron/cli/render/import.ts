import type {
  ImportedGtids,
  ImportedTable,
  ImportPreview,
  ImportResult,
  ImportWarning,
} from '../../../shared/import/import-view.ts';
import { inWords } from '../../../shared/domain/words.ts';
import { renderError } from '../failure.ts';
import { bytesText, durationText } from '../../../shared/domain/amounts.ts';
import { renderGuards } from './guards.ts';
import type { Look } from './look.ts';
import { plainText } from './printable.ts';

/** What an import would do, and what was found. */
export function renderImportPreview(preview: ImportPreview, look: Look): string {
  const { file, server, parallel, contents, guards } = preview;
  return [
    look.paint('bold', plainText(`${file} → ${server}, over ${String(parallel)} connections`)),
    ...contents.map((line) => `  ${plainText(inWords(line, look.words))}`),
    ...renderGuards(guards, look),
    ...(preview.runnable ? [] : ['It can’t be imported like this: see what blocks, or has to be accepted.']),
  ].join('\n');
}

/** What an import came to. */
export function renderImportResult(result: ImportResult, { server }: ImportPreview, look: Look): string {
  const { rows, dataBytes, ms, tables, notes, importId, resumable, error } = result;
  const summary = `${String(tables.length)} tables, ${String(rows)} rows, ${bytesText(dataBytes)} in ${durationText(ms / 1000)}`;
  const ended = error === null ? `Imported into ${server}: ${summary}.` : renderError(error, look);
  const onward = resumable ? [`What is committed stays. Go on with: signalbox import … --resume ${importId}`] : [];
  const { warnings, gtids } = result;
  return [
    ended,
    ...onward,
    ...wrong(tables),
    ...gtidLines(gtids),
    ...warningLines(warnings),
    ...checksumLines(tables),
    ...notes,
  ]
    .map(plainText)
    .join('\n');
}

function wrong(tables: readonly ImportedTable[]): readonly string[] {
  const differing = tables.filter(({ rows, dumped }) => rows !== null && rows !== dumped);
  return differing.length === 0 && tables.some(({ rows }) => rows !== null)
    ? ['Each table has as many rows as the dump.']
    : [];
}

function gtidLines(gtids: ImportedGtids | null): readonly string[] {
  if (gtids === null) return [];
  switch (gtids.how) {
    case 'set':
      return [`The server knows now that it has these GTIDs: ${gtids.gtids}`];
    case 'there-already':
      return [`The server had these GTIDs already: ${gtids.gtids}`];
    case 'failed':
      return [`The GTIDs of the dump (${gtids.gtids}) were not set: ${gtids.why ?? ''}`];
  }
}

function warningLines(warnings: readonly ImportWarning[]): readonly string[] {
  return warnings.map(({ number, message, count, places }) => {
    const lines = places.map(({ line }) => String(line)).join(', ');
    return `Warning ${String(number)}, ${String(count)} times, first in line ${lines}: ${message}`;
  });
}

function checksumLines(tables: readonly ImportedTable[]): readonly string[] {
  return tables.flatMap(({ schema, name, checksum }) =>
    checksum === null ? [] : [`${String(checksum).padStart(10)}  ${schema === null ? name : `${schema}.${name}`}`],
  );
}
