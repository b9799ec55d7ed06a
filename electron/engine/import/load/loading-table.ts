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
  readonly ending: TableEnding | null;
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
    this.rows += rows;
    this.bytes += bytes;
  }

  /** The dump goes on with something else. */
  leave(): void {
    this.#left = true;
  }

  toJSON(): TableLoad {
    const { schema, name, rows, bytes, state } = this;
    return { schema, name, rows, bytes, state };
  }
}
