import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import type { BinlogFile } from '../binlog-files.ts';
import type { LogSource } from '../log-source.ts';
import { isBoundary, positionKindIn } from '../position-kind.ts';
import { knownMariadb, knownMysql, type KnownGtids } from './known-gtids.ts';

/** What a server has already: all before a place in the log, or transactions by GTID. */
export type TailAfter =
  | { readonly kind: 'position'; readonly position: BinlogPosition }
  /** gtid_executed. */
  | { readonly kind: 'mysql-gtids'; readonly executed: string }
  /** gtid_slave_pos, and gtid_binlog_state where the server has written itself: see `knownMariadb`. */
  | { readonly kind: 'mariadb-gtids'; readonly gtids: string };

export interface TailStart {
  readonly from: BinlogPosition;
  /** null: everything from there on belongs to the tail. */
  readonly known: KnownGtids | null;
}

const firstOffset = 4;

/**
 * Where in the log the tail must be looked for.
 * @throws SignalboxError `tail-incomplete` where the log begins after what is known; `binlog-unreadable` where the
 *   position is no boundary of this log; `bad-input`, and as `LogSource`.
 */
export async function tailStart(source: LogSource, after: TailAfter, signal?: AbortSignal): Promise<TailStart> {
  switch (after.kind) {
    case 'position':
      return { from: await boundary(source, after.position, signal), known: null };
    case 'mysql-gtids':
      return startByGtid(source, knownMysql(after.executed), signal);
    case 'mariadb-gtids':
      return startByGtid(source, knownMariadb(after.gtids), signal);
  }
}

async function boundary(
  source: LogSource,
  position: BinlogPosition,
  signal: AbortSignal | undefined,
): Promise<BinlogPosition> {
  const kind = await positionKindIn(source, position, signal ? { signal } : {});
  if (isBoundary(kind)) return position;
  const details = { file: position.file, offset: position.offset, kind: kind.kind };
  const place = formatPosition(position);
  if (kind.kind === 'no-such-file') {
    const message = `${source.name} does not have ${position.file} (it has ${String(kind.first)} to ${String(kind.last)}).`;
    throw new SignalboxError('tail-incomplete', message, { details });
  }
  throw new SignalboxError('binlog-unreadable', `${place} is not between two transactions (${kind.kind}).`, {
    details,
  });
}

/** The newest file of which all earlier ones are known to be applied. */
async function startByGtid(source: LogSource, known: KnownGtids, signal: AbortSignal | undefined): Promise<TailStart> {
  const files = await source.files(signal);
  let lacking: string | null = null;
  for (const { file } of files.toReversed()) {
    const earlier = await earlierGtids(source, file, signal);
    if (earlier === null) continue; // it ends before it says so
    lacking = known.lacks(earlier);
    if (lacking === null) return { from: { file, offset: firstOffset }, known };
  }
  throw incomplete(source, files, lacking);
}

/** What a file says to be in the files before it; null where it does not. */
async function earlierGtids(source: LogSource, file: string, signal: AbortSignal | undefined): Promise<Buffer | null> {
  const from = { file, offset: firstOffset };
  for await (const batch of source.read({ from, until: null, ...(signal && { signal }) })) {
    for (const { position, body } of batch) {
      if (body.kind === 'earlier-gtids') return position.file === file ? Buffer.from(body.raw) : null;
      if (body.kind === 'gtid' || body.kind === 'query') return null;
    }
  }
  return null;
}

function incomplete(source: LogSource, files: readonly BinlogFile[], lacking: string | null): SignalboxError {
  const [oldest] = files;
  const message =
    oldest === undefined
      ? `${source.name} has no binary logs.`
      : `${source.name} begins with ${oldest.file}; transactions before it are missing too${lacking === null || lacking === '?' ? '' : `: ${lacking}`}.`;
  const details = { oldest: oldest?.file ?? null, missing: lacking };
  return new SignalboxError('tail-incomplete', message, { details });
}
