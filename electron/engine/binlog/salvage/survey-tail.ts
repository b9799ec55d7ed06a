import type { BinlogPosition } from '../../../../shared/domain/position.ts';
import type { TornLog } from '../log-source.ts';
import { tailAfter, type TailRequest } from './read-tail.ts';
import type { Blocked, TailSummary } from './tail-transaction.ts';

/** What a tail holds in all: the exact loss, where it is not applied. */
export interface TailSurvey {
  readonly from: BinlogPosition;
  /** Right after the last whole transaction, or where reading began. */
  readonly to: BinlogPosition;
  readonly transactions: number;
  /** By table, in the order of first appearance; rows changed by statements are in none. */
  readonly tables: readonly TableLoss[];
  /** How many transactions have statements (DDL among them), whose rows can’t be counted. */
  readonly statements: number;
  readonly firstAt: number | null; // s since 1970, by the clock of the server
  readonly lastAt: number | null; // s since 1970
  /** The first ones, as many as were asked for. */
  readonly listed: readonly TailSummary[];
  /** Those that can’t be applied, at most 100. An XA transaction that was prepared and not ended is among them. */
  readonly blocked: readonly BlockedTransaction[];
  readonly blockedCount: number;
  /** Left out: the last transaction, where it has no end. */
  readonly unfinished: TailSummary | null;
  /** Where files end in something that was never a whole event. */
  readonly torn: readonly TornLog[];
}

export interface TableLoss {
  readonly schema: string;
  readonly table: string;
  /** null where some could not be counted. */
  readonly inserted: number | null;
  readonly updated: number | null;
  readonly deleted: number | null;
}

export interface BlockedTransaction extends Blocked {
  readonly start: BinlogPosition;
  readonly gtid: string | null;
}

const mostBlocked = 100;

/**
 * Reads a tail through and counts it. `list`: how many transactions are told one by one (default 200).
 * @throws SignalboxError as `tailAfter`.
 */
export async function surveyTail(request: TailRequest, list = 200): Promise<TailSurvey> {
  const torn: TornLog[] = [];
  const tally = new Tally(list);
  const onTorn = (each: TornLog): void => {
    torn.push(each);
    request.onTorn?.(each);
  };
  const tail = tailAfter({ ...request, onTorn });
  for (;;) {
    const next = await tail.next();
    if (next.done === true) return { ...tally.result(), ...next.value, torn };
    tally.add(next.value.summary);
  }
}

type Counts = { -readonly [K in keyof TableLoss]: TableLoss[K] };

const columns = { insert: 'inserted', update: 'updated', delete: 'deleted' } as const;

class Tally {
  readonly #list: number;
  readonly #tables = new Map<string, Counts>();
  readonly #listed: TailSummary[] = [];
  readonly #blocked: BlockedTransaction[] = [];
  readonly #prepared = new Map<string, TailSummary>();
  #blockedCount = 0;
  #transactions = 0;
  #statements = 0;
  #firstAt: number | null = null;
  #lastAt: number | null = null;

  constructor(list: number) {
    this.#list = list;
  }

  add(summary: TailSummary): void {
    this.#transactions += 1;
    if (summary.statements > 0) this.#statements += 1;
    if (this.#listed.length < this.#list) this.#listed.push(summary);
    this.#firstAt ??= summary.timestamp;
    this.#lastAt = summary.timestamp;
    if (summary.blocked !== null) this.#block(summary, summary.blocked);
    this.#followXa(summary);
    for (const { schema, table, change, rows } of summary.tables) {
      const counts = this.#countsOf(schema, table);
      const column = columns[change];
      const before = counts[column];
      counts[column] = before === null || rows === null ? null : before + rows;
    }
  }

  result(): Omit<TailSurvey, 'from' | 'to' | 'unfinished' | 'torn'> {
    for (const summary of this.#prepared.values()) {
      this.#block(summary, {
        reason: 'xa-not-ended',
        because: 'it is an XA transaction that was prepared and not ended',
      });
    }
    return {
      transactions: this.#transactions,
      tables: [...this.#tables.values()],
      statements: this.#statements,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      listed: this.#listed,
      blocked: this.#blocked,
      blockedCount: this.#blockedCount,
    };
  }

  #followXa(summary: TailSummary): void {
    const { xa } = summary;
    if (xa?.part === 'prepared') this.#prepared.set(xa.xid.toLowerCase(), summary);
    else if (xa?.part === 'ended') this.#prepared.delete(xa.xid.toLowerCase());
  }

  #block({ start, gtid }: TailSummary, blocked: Blocked): void {
    this.#blockedCount += 1;
    if (this.#blocked.length < mostBlocked) this.#blocked.push({ ...blocked, start, gtid });
  }

  #countsOf(schema: string, table: string): Counts {
    const key = JSON.stringify([schema, table]);
    const counts = this.#tables.get(key) ?? { schema, table, inserted: 0, updated: 0, deleted: 0 };
    this.#tables.set(key, counts);
    return counts;
  }
}
