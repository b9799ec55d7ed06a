import type { Between, BetweenRequest } from './between.ts';
import { readServerEvents, type BinlogServer } from './read-server.ts';
import type { Transaction } from './transaction.ts';
import { transactionsOf } from './transactions.ts';

/**
 * Counts what a server's log holds between two places of it, or up to its end.
 * @throws SignalboxError as `readServerEvents`.
 */
export async function countBetween(server: BinlogServer, request: BetweenRequest): Promise<Between> {
  const tally = new Tally();
  const events = readServerEvents(server, request);
  for await (const transactions of transactionsOf(events)) {
    for (const transaction of transactions) tally.add(transaction);
  }
  return tally.between(request);
}

class Tally {
  readonly #tables = new Map<string, number | null>();
  #transactions = 0;
  #statements = 0;
  #first: number | null = null;
  #last: Transaction | null = null;

  add(transaction: Transaction): void {
    this.#transactions += 1;
    if (transaction.statements > 0) this.#statements += 1;
    this.#first ??= transaction.timestamp;
    this.#last = transaction;
    for (const { schema, table, rows } of transaction.tables) {
      const name = `${schema}.${table}`;
      const before = this.#tables.get(name) ?? 0;
      this.#tables.set(name, this.#tables.get(name) === null || rows === null ? null : before + rows);
    }
  }

  between({ from, until }: BetweenRequest): Between {
    return {
      from,
      to: until ?? this.#last?.end ?? from,
      transactions: this.#transactions,
      tables: [...this.#tables].map(([table, rows]) => ({ table, rows })),
      statements: this.#statements,
      firstAt: this.#first,
      lastAt: this.#last?.timestamp ?? null,
    };
  }
}
