import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import type { BinlogEvent } from '../event.ts';
import { Grouping } from '../grouping.ts';
import type { LogSource, TornLog } from '../log-source.ts';
import type { KnownGtids } from './known-gtids.ts';
import { OpenTransaction } from './open-transaction.ts';
import { tailStart, type TailAfter } from './tail-after.ts';
import type { TailEnd, TailTransaction } from './tail-transaction.ts';

export interface TailRequest {
  readonly source: LogSource;
  readonly after: TailAfter;
  /** Ends before the first event that starts here or later (default: the end of the log). */
  readonly until?: BinlogPosition | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TailProgress) => void;
  readonly onTorn?: (torn: TornLog) => void;
}

export interface TailProgress {
  /** How far the log is read. */
  readonly at: BinlogPosition;
}

/**
 * The whole transactions of a log that somebody does not have, in its order, one in memory at a time (at most 512 MB of
 * it). A last one without its end is left out and told by what the generator returns.
 *
 * @throws SignalboxError as `tailStart` and `LogSource.read`; `tail-incomplete` where GTIDs are compared and a
 *   transaction has none.
 */
export async function* tailAfter(request: TailRequest): AsyncGenerator<TailTransaction, TailEnd, undefined> {
  const { source, signal } = request;
  const { from, known } = await tailStart(source, request.after, signal);
  const collector = new TailCollector(known);
  let to = from;
  const batches = source.read({ from, until: request.until ?? null, ...(signal && { signal }) }, request.onTorn);
  for await (const batch of batches) {
    for (const event of batch) {
      const done = collector.take(event);
      if (done === null) continue;
      to = done.summary.end;
      yield done;
    }
    const last = batch.findLast(({ artificial, body }) => !artificial && body.kind !== 'format');
    if (last !== undefined) request.onProgress?.({ at: { file: last.position.file, offset: last.end } });
  }
  return { from, to, unfinished: collector.unfinished() };
}

/** Puts events together to transactions, and leaves out those that are known. */
class TailCollector {
  readonly #grouping = new Grouping();
  readonly #known: KnownGtids | null;
  #format: Buffer = Buffer.alloc(0);
  #open: OpenTransaction | null = null;

  constructor(known: KnownGtids | null) {
    this.#known = known;
  }

  /** The transaction that ends with this event. */
  take(event: BinlogEvent): TailTransaction | null {
    if (event.body.kind === 'format') this.#format = event.bytes;
    switch (this.#grouping.part(event)) {
      case 'between':
        return null;
      case 'whole':
      case 'last':
        return this.#end(event);
      case 'first':
      case 'restart':
        this.#open = this.#begin(event);
        return null;
      case 'inside':
        this.#open?.add(event);
        return null;
      case 'cut':
        this.#open = null;
        return null;
    }
  }

  unfinished(): TailEnd['unfinished'] {
    return this.#open?.finish(false).summary ?? null;
  }

  #begin(event: BinlogEvent): OpenTransaction {
    const gtid = event.body.kind === 'gtid' ? event.body.gtid : null;
    const isKnown = gtid !== null && (this.#known?.has(gtid) ?? false);
    const open = new OpenTransaction(event, this.#format, isKnown);
    open.add(event);
    return open;
  }

  #end(event: BinlogEvent): TailTransaction | null {
    const open = this.#open ?? this.#begin(event);
    if (this.#open !== null) open.add(event);
    this.#open = null;
    if (open.isKnown) return null;
    const done = open.finish(true);
    if (this.#known !== null && done.summary.gtid === null) throw anonymous(done);
    return done;
  }
}

function anonymous({ summary }: TailTransaction): SignalboxError {
  const place = formatPosition(summary.start);
  const message = `The transaction at ${place} has no GTID, so that its server’s GTIDs don’t tell whether it is missing.`;
  return new SignalboxError('tail-incomplete', message, {
    details: { file: summary.start.file, offset: summary.start.offset },
  });
}
