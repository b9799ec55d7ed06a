import type { QualifiedName } from '../dump/dump-model.ts';
import type { TableLoad } from '../../../../shared/import/import-events.ts';
import type { DumpPlace } from './load-error.ts';

/** What is left to do once all rows of a table are there. */
export interface TableEnding extends DumpPlace {
  /** ALTER TABLE statements that add the keys which were left out. */
  readonly alters: readonly Buffer[];
  readonly keys: number;
  /** Place in the session log of the CREATE TABLE. */
  readonly session: number;
}

/** A table that is being loaded. Its ending is due once the dump has left it and no batch is on its way. */
export class LoadingTable implements TableLoad {
  readonly schema: string | null;
  readonly name: string;
  ending: TableEnding | null;
  /** Its rows and the notes of what is done are one transaction. */
  readonly transactional: boolean;
  rows = 0;
  bytes = 0;
  state: TableLoad['state'] = 'loading';
  #pending = 0;
  #left = false;

  constructor({ schema, name }: QualifiedName, ending: TableEnding | null, transactional: boolean) {
    this.schema = schema;
    this.name = name;
    this.ending = ending;
    this.transactional = transactional;
  }

  get label(): string {
    return this.schema === null ? this.name : `${this.schema}.${this.name}`;
  }

  get isDue(): boolean {
    return this.#left && this.#pending === 0 && this.state === 'loading';
  }

  batchSent(): void {
    this.#pending += 1;
  }

  batchDone(rows: number, bytes: number): void {
    this.#pending -= 1;
    this.count(rows, bytes);
  }

  /** Rows that are there. */
  count(rows: number, bytes: number): void {
    this.rows += rows;
    this.bytes += bytes;
  }

  /** The dump has gone on with something else. */
  get isLeft(): boolean {
    return this.#left;
  }

  leave(): void {
    this.#left = true;
  }

  /** Rows of it come, which have an ending of their own. Nothing of it may be on its way. */
  begin(ending: TableEnding): void {
    this.ending = ending;
    this.#left = false;
    this.state = 'loading';
  }

  toJSON(): TableLoad {
    const { schema, name, rows, bytes, state } = this;
    return { schema, name, rows, bytes, state };
  }
}
