import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { BinlogPosition } from '../../../shared/domain/position.ts';
import type { BinlogEvent } from './event.ts';
import { Grouping } from './grouping.ts';
import { serverLogs, type LogSource } from './log-source.ts';
import type { BinlogServer } from './read-server.ts';

/** What a coordinate is in a server's binary log. A replica may be put to one of the first four, and to no other. */
export type PositionKind =
  /** A transaction starts here. */
  | { readonly kind: 'transaction-start' }
  /** No transaction is open here, and none starts with the event here: the start of a file, its last event. */
  | { readonly kind: 'between-transactions' }
  /** The end of a file that another one follows. */
  | { readonly kind: 'end-of-file' }
  /** Everything the server has logged is before it. */
  | { readonly kind: 'end-of-log' }
  /** An event starts here, but its transaction started before: at `start`. */
  | { readonly kind: 'inside-transaction'; readonly start: BinlogPosition }
  /** Not where an event starts; the one that holds it starts at `event`. */
  | { readonly kind: 'inside-event'; readonly event: BinlogPosition }
  | { readonly kind: 'past-end'; readonly size: number }
  /** The server does not have the file (any more). */
  | { readonly kind: 'no-such-file'; readonly first: string | null; readonly last: string | null };

export interface PositionProgress {
  readonly bytes: number; // bytes read of the file
  readonly of: number; // bytes to be read at most
}

export interface PositionOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PositionProgress) => void;
}

/** May replication start here without repeating, skipping or halving a transaction of this log? */
export function isBoundary(kind: PositionKind): boolean {
  switch (kind.kind) {
    case 'transaction-start':
    case 'between-transactions':
    case 'end-of-file':
    case 'end-of-log':
      return true;
    case 'inside-transaction':
    case 'inside-event':
    case 'past-end':
    case 'no-such-file':
      return false;
  }
}

const firstOffset = 4; // after the file's magic number

/**
 * Proves what a coordinate is: it must lie in a file that the server has, and the file is read from its start up to
 * there, with checksums verified. Nothing is asked of the server at the coordinate itself before it is known to be an
 * event's start (MySQL 5.6 dies of SHOW BINLOG EVENTS at a wrong one).
 *
 * @throws SignalboxError as `readServerEvents`.
 */
export function positionKind(
  server: BinlogServer,
  position: BinlogPosition,
  options: PositionOptions = {},
): Promise<PositionKind> {
  return positionKindIn(serverLogs(server), position, options);
}

/**
 * The same of logs that need not be a server's.
 * @throws SignalboxError as `LogSource.read`.
 */
export async function positionKindIn(
  source: LogSource,
  position: BinlogPosition,
  options: PositionOptions = {},
): Promise<PositionKind> {
  const files = await source.files(options.signal);
  const listed = files.find(({ file }) => file === position.file);
  if (listed === undefined) {
    return { kind: 'no-such-file', first: files[0]?.file ?? null, last: files.at(-1)?.file ?? null };
  }
  const { file, offset } = position;
  if (offset > listed.size) return { kind: 'past-end', size: listed.size };
  if (offset < firstOffset) return { kind: 'inside-event', event: { file, offset: 0 } };
  return readUpTo(source, position, options);
}

async function readUpTo(source: LogSource, position: BinlogPosition, options: PositionOptions): Promise<PositionKind> {
  const { file, offset } = position;
  const { signal } = options;
  const from = { file, offset: firstOffset };
  const walk = new Walk(position);
  for await (const batch of source.read({ from, until: null, ...(signal && { signal }) })) {
    for (const event of batch) {
      const answer = walk.step(event);
      if (answer !== null) return answer;
    }
    options.onProgress?.({ bytes: Math.min(batch.at(-1)?.end ?? firstOffset, offset), of: offset });
  }
  return walk.atEnd();
}

/** The walk over a file's events up to a place in it. */
class Walk {
  readonly #to: BinlogPosition;
  readonly #grouping = new Grouping();
  #end = firstOffset;
  #start = firstOffset;

  constructor(to: BinlogPosition) {
    this.#to = to;
  }

  /** null: not there yet. */
  step(event: BinlogEvent): PositionKind | null {
    const { file, offset } = this.#to;
    if (event.position.file !== file) return this.#afterFile();
    if (event.artificial) return null;
    const open = this.#grouping.inside;
    const part = this.#grouping.part(event);
    if (event.position.offset > offset) return this.#passed();
    if (event.position.offset === offset) return this.#reached(open && part !== 'cut' && part !== 'restart', part);
    if (event.end > offset) return { kind: 'inside-event', event: event.position };
    if (part === 'first' || part === 'restart') this.#start = event.position.offset;
    this.#end = event.end;
    return null;
  }

  /** The log ended, here or before here. */
  atEnd(): PositionKind {
    if (this.#end !== this.#to.offset) return { kind: 'past-end', size: this.#end };
    if (this.#grouping.inside) return this.#insideTransaction();
    return { kind: 'end-of-log' };
  }

  #reached(open: boolean, part: ReturnType<Grouping['part']>): PositionKind {
    if (open) return this.#insideTransaction();
    const starts = part === 'first' || part === 'whole' || part === 'restart';
    return { kind: starts ? 'transaction-start' : 'between-transactions' };
  }

  /** The next file has begun. */
  #afterFile(): PositionKind {
    if (this.#end !== this.#to.offset) return { kind: 'past-end', size: this.#end };
    return { kind: 'end-of-file' };
  }

  #passed(): PositionKind {
    const { file, offset } = this.#to;
    throw new SignalboxError('binlog-damaged', `${file} has no event around ${String(offset)}.`, {
      details: { file, offset },
    });
  }

  #insideTransaction(): PositionKind {
    return { kind: 'inside-transaction', start: { file: this.#to.file, offset: this.#start } };
  }
}
