import type { DumpedPair, DumpPreview, DumpResult } from '../../../shared/domain/dump.ts';
import { ownPositionInWords } from '../../../shared/domain/dump-words.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Look } from './look.ts';
import { plainText } from './printable.ts';

/** What a dump would do, a line each. */
export function renderDumpPreview(preview: DumpPreview, look: Look): readonly string[] {
  const { program, databases, statements, refusals, warnings } = preview;
  return [
    `Dump of ${preview.server} into ${preview.out} (${preview.compression === 'none' ? 'not compressed' : preview.compression})`,
    `  with       ${program.file} (${program.version})`,
    `  databases  ${databases.join(', ')}`,
    `  position   ${ownPositionInWords[preview.ownPosition]}`,
    ...statements.map((sql, place) => `  ${place === 0 ? 'sends' : '     '}      ${sql}`),
    ...warnings.map((text) => `${look.paint('yellow', 'warning')} ${inWords(text, look.words)}`),
    ...refusals.map((text) => `${look.paint('red', 'refused')} ${inWords(text, look.words)}`),
  ].map(plainText);
}

/** A dump that was taken, with both pairs. */
export function renderDump(result: DumpResult, look: Look): string {
  const { bytes, storedBytes, tables, rows, stoppedMs, ms } = result;
  const stopped = stoppedMs === null ? [] : [`SQL thread stopped for ${seconds(stoppedMs)}; it runs again.`];
  const lines = [
    `${result.out}: ${String(tables)} tables, ${String(rows)} rows, ${megabytes(bytes)} (${megabytes(storedBytes)} stored) in ${seconds(ms)}.`,
    ...pairLines(result.coordinates),
    ...stopped,
    `Recorded as ${result.record.id}.`,
  ];
  return lines.map((line) => plainText(inWords(line, look.words))).join('\n');
}

function pairLines({ own, channels }: DumpedPair): readonly string[] {
  const gtids = (gtid: string | null): string => (gtid === null ? '' : `  GTID ${gtid}`);
  return [
    ...(own === null ? [] : [`For a {replica} of it:          ${formatPosition(own.position)}${gtids(own.gtid)}`]),
    ...channels.map(
      ({ source, position, gtid }) => `For it or a sibling, of ${source}: ${formatPosition(position)}${gtids(gtid)}`,
    ),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `12.3 MB`, of a million bytes. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
