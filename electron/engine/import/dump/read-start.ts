import type { DumpedPoint, DumpedStart } from '../../../../shared/plans/attach-view.ts';
import { parseAddress, type Address } from '../../../../shared/domain/address.ts';
import type { Piece } from '../scan/piece.ts';
import { StatementScanner } from '../scan/statement-scanner.ts';
import { openDump } from '../sources/open-dump.ts';
import { readStatement } from '../statements/read-statement.ts';
import { Coordinates } from './coordinates.ts';
import type { DumpCoordinates, DumpedGtids, DumpedPosition } from './dump-model.ts';

/**
 * The coordinates in the head of a dump, up to its first table; however it is packed, no more than that is read.
 * @throws SignalboxError as opening and reading a dump does.
 */
export async function readDumpedStart(path: string, signal: AbortSignal): Promise<DumpedStart> {
  const source = await openDump({ kind: 'file', path }, { signal });
  const scanner = new StatementScanner();
  const head = new DumpHead();
  for await (const chunk of source.chunks()) {
    scanner.push(chunk);
    if (head.takeAll(scanner)) return { file: path, points: head.points() };
  }
  scanner.finish();
  head.takeAll(scanner);
  return { file: path, points: head.points() };
}

/** Collects what stands before the first table. */
export class DumpHead {
  readonly #coordinates = new Coordinates();
  #takenOf: Address | null = null;

  /** True once the head is over. */
  takeAll(scanner: StatementScanner): boolean {
    for (let piece = scanner.next(); piece !== null; piece = scanner.next()) {
      if (this.#take(piece)) return true;
    }
    return false;
  }

  points(): readonly DumpedPoint[] {
    return pointsOf(this.#coordinates.all(), this.#takenOf);
  }

  #take(piece: Piece): boolean {
    if (piece.kind === 'comment') {
      this.#takenOf ??= takenOf(piece.bytes.toString('utf8', 0, longestLine));
      this.#coordinates.addComment(piece);
    }
    if (piece.kind !== 'statement') return false;
    const statement = readStatement(piece);
    this.#coordinates.addStatement(piece, statement);
    return statement.kind === 'createTable' || statement.kind === 'insert';
  }
}

const longestLine = 500; // bytes

/** As `dump/header.ts` writes it: `-- Taken with Signalbox of db2:3306 (MySQL 9.7.4), snapshot at …`. */
function takenOf(line: string): Address | null {
  const [, named] = /^-- Taken with Signalbox of (\S+) \(/.exec(line) ?? [];
  return named === undefined ? null : parseAddress(named);
}

/** Positions and GTIDs that belong together. Plain dumps give GTIDs once: they are of the data, whoever is followed. */
function pointsOf(coordinates: DumpCoordinates, owner: Address | null): readonly DumpedPoint[] {
  const upstream = coordinates.sources.filter(({ of }) => of === 'its-source');
  const own = coordinates.sources.find(({ of }) => of !== 'its-source');
  const gtids = [...coordinates.gtidPurged, ...coordinates.gtidSlavePos];
  const ownGtid = gtids.find(({ of }) => of !== 'its-source');
  const executed = coordinates.gtidPurged[0]?.gtids ?? null;
  const first = own ?? ownGtid;
  return [
    ...(first === undefined
      ? []
      : [{ pair: nameOf(first, owner), owner, position: placeOf(own), gtid: ownGtid?.gtids ?? null }]),
    ...upstream.map((source, at) => ({
      pair: 'upstream' as const,
      owner: source.host === null ? null : { host: source.host.toLowerCase(), port: source.port ?? 3306 },
      position: placeOf(source),
      gtid: gtidOf(gtids, source, upstream[at + 1]) ?? executed,
    })),
  ];
}

function nameOf({ of }: DumpedPosition | DumpedGtids, owner: Address | null): 'own' | 'unknown' {
  return of === 'dumped-server' && owner !== null ? 'own' : 'unknown';
}

function placeOf(source: DumpedPosition | undefined): DumpedPoint['position'] {
  const { logFile = null, logPosition = null } = source ?? {};
  return logFile === null || logPosition === null ? null : { file: logFile, offset: logPosition };
}

/** Of a source those that stand between it and the next one. */
function gtidOf(
  gtids: readonly DumpedGtids[],
  { offset }: DumpedPosition,
  next: DumpedPosition | undefined,
): string | null {
  const end = next?.offset ?? Number.POSITIVE_INFINITY;
  const found = gtids.find((entry) => entry.of === 'its-source' && entry.offset > offset && entry.offset < end);
  return found?.gtids ?? null;
}
