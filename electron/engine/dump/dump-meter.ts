import type { DumpModel } from '../import/dump/dump-model.ts';
import { Inventory } from '../import/dump/inventory.ts';
import { StatementScanner } from '../import/scan/statement-scanner.ts';
import { readStatement } from '../import/statements/read-statement.ts';

/** Reads along what the dump program writes: how far it is, and what is in it. */
export class DumpMeter {
  readonly #scanner = new StatementScanner();
  readonly #inventory = new Inventory();
  #bytes = 0;
  #tables = 0;
  #table: string | null = null;

  /** @throws SignalboxError as the scanner. */
  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#scanner.push(chunk);
    this.#read();
  }

  /** Nothing more comes. @throws SignalboxError `dump-truncated` where it ends inside a string or a comment. */
  finish(): DumpModel {
    this.#scanner.finish();
    this.#read();
    return this.model();
  }

  /** The program names a database only after its transaction has begun: the snapshot is taken. */
  get snapshotTaken(): boolean {
    return this.#inventory.schema !== null;
  }

  get progress(): { readonly bytes: number; readonly tables: number; readonly table: string | null } {
    return { bytes: this.#bytes, tables: this.#tables, table: this.#table };
  }

  model(): DumpModel {
    return this.#inventory.model();
  }

  #read(): void {
    for (let piece = this.#scanner.next(); piece !== null; piece = this.#scanner.next()) {
      const statement = piece.kind === 'statement' ? readStatement(piece) : null;
      this.#inventory.add(piece, statement);
      if (statement?.kind === 'createTable') {
        this.#tables += 1;
        this.#table = [statement.table.schema ?? this.#inventory.schema, statement.table.name].join('.');
      }
    }
  }
}
