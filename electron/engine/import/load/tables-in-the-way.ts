import type { QualifiedName } from '../dump/dump-model.ts';

/** Tables of the target that stand where the dump makes one, and that are to be overwritten. */
export class TablesInTheWay {
  readonly #left: Set<string>;

  /** As the dump names them, with the database that they go to. */
  constructor(tables: readonly QualifiedName[]) {
    this.#left = new Set(tables.map(keyOf));
  }

  /** Whether the table is to be dropped; it is once: what the dump makes a second time is its own. */
  takeOut(table: QualifiedName): boolean {
    return this.#left.delete(keyOf(table));
  }
}

function keyOf({ schema, name }: QualifiedName): string {
  return JSON.stringify([schema, name]);
}
