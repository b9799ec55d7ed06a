import { isInOrder } from '../dump/dump-model.ts';
import type { Completeness, DumpedGtids, DumpedPosition, DumpedTable, DumpModel } from '../dump/dump-model.ts';
import { bytesInWords, counted, listed, nameInWords, numberInWords, quotedIfOdd } from './in-words.ts';

/** What is in a dump, for people; the texts have the words for {source} and {replica} in braces. */
export interface DumpDescription {
  /** What made it, of which server. */
  readonly origin: string;
  readonly databases: string;
  /** How much there is in all. */
  readonly contents: string;
  readonly largestTables: readonly { readonly name: string; readonly rows: number; readonly bytes: number }[];
  /** Views, triggers, routines, events and sequences; null for none. */
  readonly programs: string | null;
  /** Each with what it is good for. */
  readonly coordinates: readonly string[];
  readonly completeness: string;
  readonly order: string;
}

const largestShown = 5;

/** Puts in words what is in a dump. */
export function describeDump(model: DumpModel): DumpDescription {
  return {
    origin: originOf(model),
    databases: databasesOf(model),
    contents: contentsOf(model),
    largestTables: largestOf(model.tables),
    programs: programsOf(model),
    coordinates: coordinatesOf(model),
    completeness: completenessOf(model.completeness),
    order: orderOf(model),
  };
}

/** The description as lines of text, `seconds` as `estimatedSeconds` gives them; null leaves the time out. */
export function dumpInLines(description: DumpDescription, seconds: number | null): readonly string[] {
  const { origin, databases, contents, largestTables, programs, coordinates, completeness, order } = description;
  const tables = largestTables.map(
    ({ name, rows, bytes }) => `  ${name}: ${counted(rows, 'row')}, ${bytesInWords(bytes)}`,
  );
  return [
    origin,
    databases,
    contents,
    ...(tables.length > 1 ? ['The largest tables:', ...tables] : []),
    ...(programs === null ? [] : [programs]),
    ...coordinates,
    completeness,
    order,
    ...(seconds === null ? [] : [`It takes ${timeInWords(seconds)} or so.`]),
  ];
}

/**
 * How long the import takes, in s, at so many bytes of the unpacked dump in a second, indexes included; never 0.
 */
export function estimatedSeconds({ bytes }: Pick<DumpModel, 'bytes'>, bytesPerSecond: number): number {
  return Math.max(1, Math.ceil(bytes / bytesPerSecond));
}

/** `40 s`, `12 min`, `3.5 h`. */
export function timeInWords(seconds: number): string {
  if (seconds < 90) return `${numberInWords(seconds)} s`;
  if (seconds < 5400) return `${numberInWords(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

function originOf({ maker, serverVersion, host }: DumpModel): string {
  const made = maker === null ? 'It does not say what made it' : `Made by ${maker.program} ${maker.version}`;
  const server = serverVersion === null ? '' : `, of a server of version ${serverVersion}`;
  return `${made}${server}${host === null ? '' : ` at ${host}`}.`;
}

function databasesOf({ databases }: DumpModel): string {
  if (databases.length === 0) return 'It names no database: it goes to the one that is named for it.';
  const dropped = databases.filter((each) => each.dropped).map(({ schema }) => quotedIfOdd(schema));
  const names = listed(databases.map(({ schema }) => quotedIfOdd(schema)));
  const drops = dropped.length === 0 ? '' : `; it drops ${listed(dropped)} first`;
  return `${databases.length === 1 ? 'Database' : 'Databases'}: ${names}${drops}.`;
}

function contentsOf({ tables, bytes, statements }: DumpModel): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return `${counted(tables.length, 'table')} with ${counted(rows, 'row')}, ${bytesInWords(bytes)} unpacked, ${counted(statements, 'statement')}.`;
}

function largestOf(tables: readonly DumpedTable[]): DumpDescription['largestTables'] {
  return tables
    .filter(({ dataBytes }) => dataBytes > 0)
    .toSorted((a, b) => b.dataBytes - a.dataBytes)
    .slice(0, largestShown)
    .map((table) => ({ name: nameInWords(table), rows: table.rows, bytes: table.dataBytes }));
}

function programsOf({ views, triggers, routines, events, sequences }: DumpModel): string | null {
  const kinds = [
    { count: views.length, one: 'view' },
    { count: triggers.length, one: 'trigger' },
    { count: routines.length, one: 'routine' },
    { count: events.length, one: 'event' },
    { count: sequences.length, one: 'sequence' },
  ].filter(({ count }) => count > 0);
  return kinds.length === 0 ? null : `Also ${kinds.map(({ count, one }) => counted(count, one)).join(', ')}.`;
}

function coordinatesOf({ coordinates: { sources, gtidPurged, gtidSlavePos } }: DumpModel): readonly string[] {
  const found = [
    ...sources.map(positionInWords),
    ...gtidPurged.map((each) => gtidsInWords(each, 'GTID_PURGED')),
    ...gtidSlavePos.map((each) => gtidsInWords(each, 'gtid_slave_pos')),
  ];
  return found.length === 0
    ? ['No coordinates: no {replica} can be made from it without another source of them.']
    : found;
}

function positionInWords(position: DumpedPosition): string {
  const { logFile, logPosition, channel, line } = position;
  const at = logFile === null ? 'a position by GTID' : `${logFile}:${logPosition === null ? '?' : String(logPosition)}`;
  const named = channel === null || channel === '' ? '' : `, channel ${channel}`;
  return `Coordinates in line ${String(line)}: ${at}${named}, ${goodFor(position)}`;
}

function goodFor({ of, host, port }: DumpedPosition): string {
  const named = host === null ? '' : ` (${host}:${String(port ?? 3306)})`;
  switch (of) {
    case 'dumped-server':
      return 'in the binary log of the dumped server itself: to make a {replica} of that server.';
    case 'its-source':
      return `in the binary log of the dumped server’s {source}${named}: to rebuild the dumped server, or to make a sibling of it.`;
    case 'unknown':
      return 'and the dump does not say in whose binary log: ask who made it before it is used.';
  }
}

/** A GTID set holds wherever its transactions are. */
function gtidsInWords({ gtids, line }: DumpedGtids, name: string): string {
  const shown = gtids.length > 120 ? `${gtids.slice(0, 117)}…` : gtids;
  return `${name} in line ${String(line)}: ${shown}: to make a {replica} of the dumped server, or of any server with the same transactions.`;
}

function completenessOf(completeness: Completeness): string {
  switch (completeness.kind) {
    case 'complete':
      return completeness.on === null ? 'It is complete.' : `It is complete: finished on ${completeness.on}.`;
    case 'unmarked':
      return 'Whether it is complete it does not say.';
    case 'cut':
      return 'It is cut: its last statement has no end.';
  }
}

function orderOf(model: DumpModel): string {
  const { shape } = model;
  if (shape.kind === 'dump') return 'Its tables can be filled in parallel.';
  const [first] = shape.reasons;
  const where = first === undefined ? '' : `, from line ${String(first.line)} on (${first.words})`;
  return isInOrder(model)
    ? `It runs in order on one connection: there is more in it than dump programs write${where}.`
    : `Its tables can be filled in parallel, but for statements that dump programs do not write${where}: each waits until everything before it is there.`;
}
