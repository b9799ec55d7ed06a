import type { BinlogPosition } from '../../../shared/domain/position.ts';
import { countRows } from './decode/rows.ts';
import type { BinlogEvent, EventBody, RowsBody } from './event.ts';
import { FingerprintBuilder, type FingerprintOptions } from './fingerprint.ts';
import { Grouping, type GroupingOptions } from './grouping.ts';
import type { TableChange, Transaction } from './transaction.ts';

/**
 * The transactions of a log, in batches. Where reading starts inside one, its rest is told as one of its own, so start
 * at a boundary. One that has no end in the log (still being written, or its server crashed) is told as incomplete.
 */
export async function* transactionsOf(
  batches: AsyncIterable<readonly BinlogEvent[]>,
  options: TransactionOptions = {},
): AsyncGenerator<readonly Transaction[], void, undefined> {
  const collector = new Collector(options);
  for await (const batch of batches) {
    const transactions = batch.flatMap((event) => collector.take(event));
    if (transactions.length > 0) yield transactions;
  }
  const rest = collector.rest();
  if (rest !== null) yield [rest];
}

export interface TransactionOptions extends GroupingOptions, FingerprintOptions {}

/** Puts events together to transactions. */
class Collector {
  readonly #grouping: Grouping;
  readonly #options: TransactionOptions;
  #open: Summary | null = null;

  constructor(options: TransactionOptions) {
    this.#grouping = new Grouping(options);
    this.#options = options;
  }

  take(event: BinlogEvent): Transaction[] {
    switch (this.#grouping.part(event)) {
      case 'between':
        return [];
      case 'whole':
        return [this.#begin(event).finish(true)];
      case 'first':
        this.#open = this.#begin(event);
        return [];
      case 'inside':
        this.#open?.add(event);
        return [];
      case 'last': {
        this.#open?.add(event);
        const done = this.#open?.finish(true);
        this.#open = null;
        return done === undefined ? [] : [done];
      }
      case 'cut':
        return this.#unfinished();
      case 'restart': {
        const unfinished = this.#unfinished();
        this.#open = this.#begin(event);
        return unfinished;
      }
    }
  }

  rest(): Transaction | null {
    return this.#unfinished()[0] ?? null;
  }

  #begin(event: BinlogEvent): Summary {
    const summary = new Summary(event, this.#options);
    summary.add(event);
    return summary;
  }

  #unfinished(): Transaction[] {
    const unfinished = this.#open?.finish(false);
    this.#open = null;
    return unfinished === undefined ? [] : [unfinished];
  }
}

interface Counted extends TableChange {
  readonly key: string;
}

/** A transaction as far as its events are known. */
export class Summary {
  readonly #first: BinlogEvent;
  readonly #fingerprint: FingerprintBuilder;
  readonly #tables = new Map<string, Counted>();
  #end: BinlogPosition;
  #gtid: string | null = null;
  #timestamp: number | null = null;
  #incident = false;

  constructor(first: BinlogEvent, options: FingerprintOptions = {}) {
    this.#first = first;
    this.#fingerprint = new FingerprintBuilder(options);
    this.#end = first.position;
  }

  add(event: BinlogEvent): void {
    if (event.artificial) return;
    this.#end = { file: event.position.file, offset: event.end };
    this.#fingerprint.add(event);
    this.#note(event.body, event.timestamp);
  }

  finish(complete: boolean): Transaction {
    return {
      start: this.#first.position,
      end: this.#end,
      gtid: this.#gtid,
      serverId: this.#first.serverId,
      timestamp: this.#timestamp ?? this.#first.timestamp,
      tables: [...this.#tables.values()].map(({ schema, table, change, rows }) => ({ schema, table, change, rows })),
      statements: this.#fingerprint.statements,
      fingerprint: this.#fingerprint.finish(),
      complete,
      incident: this.#incident,
    };
  }

  #note(body: EventBody, timestamp: number): void {
    if (body.kind === 'gtid') this.#gtid = body.gtid;
    else if (body.kind === 'incident') this.#incident = true;
    else if (body.kind === 'payload') for (const inner of body.events ?? []) this.#note(inner.body, inner.timestamp);
    else if (body.kind === 'rows' || body.kind === 'query') {
      this.#timestamp ??= timestamp;
      if (body.kind === 'rows') this.#countRows(body);
    }
  }

  #countRows(body: RowsBody): void {
    if (body.table === null) return;
    const { schema, table } = body.table;
    const { change } = body;
    const key = JSON.stringify([schema, table, change]);
    const rows = countRows(body);
    const before = this.#tables.get(key);
    const sum = before === undefined ? rows : rows === null || before.rows === null ? null : before.rows + rows;
    this.#tables.set(key, { key, schema, table, change, rows: sum });
  }
}
