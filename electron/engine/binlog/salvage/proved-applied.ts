import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import type { BinlogEvent, InnerEvent } from '../event.ts';
import { FingerprintBuilder, likeness } from '../fingerprint.ts';
import type { LogSource } from '../log-source.ts';
import type { Fingerprint, Transaction } from '../transaction.ts';
import { transactionsOf } from '../transactions.ts';
import type { TailTransaction } from './tail-transaction.ts';

export interface ProofRequest {
  /** The target’s own logs. */
  readonly target: LogSource;
  /** Where they ended before the first transaction was sent; nobody else has written since. */
  readonly since: BinlogPosition;
  /** The same tail, from its start. */
  readonly transactions: AsyncIterable<TailTransaction>;
  readonly signal?: AbortSignal;
}

export type AppliedProof =
  /** So many of the tail’s first transactions are in, and no others. */
  { readonly kind: 'proved'; readonly transactions: number } | { readonly kind: 'unclear'; readonly because: string };

/**
 * How many transactions of a tail without GTIDs a target has, from its own log: one after another they must be the same,
 * by content and time of origin. The server_id may differ: MySQL logs what comes by BINLOG under its own. Where the
 * target logs the rows of a statement, only its time can be compared.
 * @throws SignalboxError as `LogSource.read` and `tailAfter`.
 */
export async function provedApplied(request: ProofRequest): Promise<AppliedProof> {
  const { target, since, signal } = request;
  const own = flattened(target.read({ from: since, until: null, ...(signal && { signal }) }));
  const tail = request.transactions[Symbol.asyncIterator]();
  try {
    return await compared(own, tail);
  } finally {
    await tail.return?.();
  }
}

async function compared(own: AsyncIterable<Transaction>, tail: AsyncIterator<TailTransaction>): Promise<AppliedProof> {
  let count = 0;
  for await (const logged of own) {
    if (logged.fingerprint.form === 'nothing') continue;
    const expected = await nextOf(tail);
    if (expected === null) return unclear(logged, 'is in none of the tail');
    if (!logged.complete) return unclear(logged, 'has no end yet');
    if (!isLikely(expected, logged)) return unclear(logged, 'is not what the tail has at this place');
    count += 1 + expected.emptyBefore;
  }
  return { kind: 'proved', transactions: count };
}

interface Expected {
  readonly timestamp: number;
  readonly fingerprint: Fingerprint;
  /** Transactions before it that leave nothing in a log. */
  readonly emptyBefore: number;
}

async function nextOf(tail: AsyncIterator<TailTransaction>): Promise<Expected | null> {
  for (let emptyBefore = 0; ; emptyBefore += 1) {
    const next = await tail.next();
    if (next.done === true) return null;
    const { summary, events } = next.value;
    if (summary.kind === 'nothing') continue;
    return { timestamp: summary.timestamp, fingerprint: fingerprintOf(events), emptyBefore };
  }
}

function fingerprintOf(events: readonly InnerEvent[]): Fingerprint {
  const builder = new FingerprintBuilder({ throughConnection: true });
  for (const event of events) builder.add(event);
  return builder.finish();
}

function isLikely(expected: Expected, logged: Transaction): boolean {
  switch (likeness(expected.fingerprint, logged.fingerprint)) {
    case 'same':
      return true;
    case 'not-comparable':
      return expected.timestamp === logged.timestamp;
    case 'different':
      return false;
  }
}

async function* flattened(
  batches: AsyncIterable<readonly BinlogEvent[]>,
): AsyncGenerator<Transaction, void, undefined> {
  for await (const transactions of transactionsOf(batches, { throughConnection: true })) yield* transactions;
}

function unclear({ start }: Transaction, because: string): AppliedProof {
  return {
    kind: 'unclear',
    because: `The transaction at ${formatPosition(start)} of the target’s own log ${because}.`,
  };
}
