import type { BinlogPosition } from '../../../shared/domain/position.ts';
import { likeness } from './fingerprint.ts';
import type { Transaction } from './transaction.ts';

/** Whether a transaction stands in both logs when it leaves them the same: an empty one needs not. */
export function isTraceable(transaction: Transaction): boolean {
  return transaction.complete && (transaction.fingerprint.form !== 'nothing' || transaction.gtid !== null);
}

export interface MatchFound {
  /** Right after the place that fits best. */
  readonly position: BinlogPosition;
  /** Consecutive transactions that fit there, counted back from the tail's last. */
  readonly length: number;
  /** How many places fit just as well. */
  readonly places: number;
  /** How many different transactions are among those that fit. */
  readonly distinct: number;
  readonly byGtid: boolean;
  /** Older transactions of the tail, not among those that fit, are in the log after the place. */
  readonly olderAfter: boolean;
}

/**
 * Finds where the last transactions of one log (the tail, oldest first) are in another, which is fed to it in order.
 * For each place where the tail's last transaction is, it counts how many before it are the same in both.
 */
export class TailMatcher {
  readonly #tail: readonly Transaction[];
  readonly #last: Transaction;
  readonly #known: ReadonlyMap<string, number>;
  readonly #seenAt: number[];
  /** The newest of the log, as many as the tail has, in a ring. */
  readonly #ring: Transaction[] = [];
  #count = 0;
  #best: { readonly position: BinlogPosition; readonly length: number; readonly index: number } | null = null;
  #places = 0;
  #conflicts = 0;
  #incomparable = 0;

  /** `tail` has at least one transaction. */
  constructor(tail: readonly Transaction[]) {
    const last = tail.at(-1);
    if (last === undefined) throw new RangeError('an empty tail fits everywhere');
    this.#tail = tail;
    this.#last = last;
    this.#known = new Map(tail.map((transaction, index) => [keyOf(transaction), index]));
    this.#seenAt = tail.map(() => -1);
  }

  /** Transactions with a GTID of the tail's that do something else. */
  get conflicts(): number {
    return this.#conflicts;
  }

  /** Transactions of the server and second of the tail's last one that are logged in another form. */
  get incomparable(): number {
    return this.#incomparable;
  }

  add(transaction: Transaction): void {
    this.#ring[this.#count % this.#tail.length] = transaction;
    const known = this.#known.get(keyOf(transaction));
    if (known !== undefined) this.#seenAt[known] = this.#count;
    if (this.#same(transaction, this.#last)) this.#place(transaction);
    this.#count += 1;
  }

  result(): MatchFound | null {
    const best = this.#best;
    if (best === null) return null;
    const fitting = this.#tail.slice(-best.length);
    const older = this.#seenAt.slice(0, this.#tail.length - best.length);
    return {
      position: best.position,
      length: best.length,
      places: this.#places,
      distinct: new Set(fitting.map(keyOf)).size,
      byGtid: this.#last.gtid !== null && this.#last.gtid === this.#gtidAtBest,
      olderAfter: older.some((index) => index > best.index),
    };
  }

  #gtidAtBest: string | null = null;

  #place(transaction: Transaction): void {
    const length = this.#lengthHere();
    if (this.#best === null || length > this.#best.length) {
      this.#best = { position: transaction.end, length, index: this.#count };
      this.#gtidAtBest = transaction.gtid;
      this.#places = 1;
    } else if (length === this.#best.length) this.#places += 1;
  }

  /** How many transactions up to the newest are the same as the tail's last ones. */
  #lengthHere(): number {
    const size = this.#tail.length;
    let length = 1;
    while (length < size && length <= this.#count) {
      const here = this.#ring[(this.#count - length) % size];
      const there = this.#tail[size - 1 - length];
      if (here === undefined || there === undefined || !this.#same(here, there)) break;
      length += 1;
    }
    return length;
  }

  #same(here: Transaction, there: Transaction): boolean {
    const like = likeness(here.fingerprint, there.fingerprint);
    if (here.gtid !== null && there.gtid !== null) {
      if (here.gtid !== there.gtid) return false;
      if (like === 'different') this.#conflicts += 1;
      return like !== 'different';
    }
    if (like === 'not-comparable' && here.serverId === there.serverId && here.timestamp === there.timestamp) {
      this.#incomparable += 1;
    }
    return like === 'same';
  }
}

function keyOf(transaction: Transaction): string {
  return transaction.gtid ?? transaction.fingerprint.content;
}
