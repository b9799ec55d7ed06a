import type { DumpPlace } from './load-error.ts';
import type { LoadingTable } from './loading-table.ts';

/** A statement with rows; `bytes` is its own copy. */
export interface RowStatement extends DumpPlace {
  readonly bytes: Buffer;
  readonly rows: number;
}

/** Statements of one table that become one transaction. */
export interface Batch {
  readonly table: LoadingTable;
  /** Place in the session log. */
  readonly session: number;
  readonly statements: readonly RowStatement[];
  readonly bytes: number;
}

const wantedBytes = 2 ** 20; // bytes in one transaction
const mostStatements = 1000;

/** Gathers statements to batches: `add` until it returns one, `end` before anything else is done. */
export class BatchBuilder {
  #table: LoadingTable | null = null;
  #session = 0;
  #statements: RowStatement[] = [];
  #bytes = 0;

  /** The batches that are full with it, or must end before it. */
  add(table: LoadingTable, session: number, statement: RowStatement): readonly Batch[] {
    const before = table === this.#table && session === this.#session ? null : this.end();
    this.#table = table;
    this.#session = session;
    this.#statements.push(statement);
    this.#bytes += statement.bytes.length;
    const isFull = this.#bytes >= wantedBytes || this.#statements.length >= mostStatements;
    return [before, isFull ? this.end() : null].filter((batch) => batch !== null);
  }

  /** What was gathered; null for nothing. */
  end(): Batch | null {
    if (this.#table === null || this.#statements.length === 0) return null;
    const batch = { table: this.#table, session: this.#session, statements: this.#statements, bytes: this.#bytes };
    this.#statements = [];
    this.#bytes = 0;
    return batch;
  }
}
