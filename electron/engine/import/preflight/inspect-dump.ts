import { setImmediate } from 'node:timers/promises';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import { Inventory } from '../dump/inventory.ts';
import { StatementScanner } from '../scan/statement-scanner.ts';
import type { DumpSource } from '../sources/dump-source.ts';
import { readStatement } from '../statements/read-statement.ts';

export interface InspectOptions {
  readonly signal?: AbortSignal;
  /** Told after each chunk: stored bytes taken so far, and how many there are; null where that is not known. */
  readonly onProgress?: (readBytes: number, storedBytes: number | null) => void;
}

const longestTurn = 25; // ms without a look at anything else

/**
 * What is in a dump, by one pass over it; the source is used up. The event loop goes on in between.
 * @throws SignalboxError what the source throws; `dump-truncated` (details: offset, line) where the dump ends inside a
 *   string or a comment; `cancelled`.
 */
export async function inspectDump(source: DumpSource, options: InspectOptions = {}): Promise<DumpModel> {
  const scanner = new StatementScanner();
  const inventory = new Inventory();
  const pause = new Pause(source.name, options.signal);
  for await (const chunk of source.chunks()) {
    scanner.push(chunk);
    await takePieces(scanner, inventory, pause);
    options.onProgress?.(source.readBytes, source.storedBytes);
  }
  scanner.finish();
  await takePieces(scanner, inventory, pause);
  return inventory.model();
}

async function takePieces(scanner: StatementScanner, inventory: Inventory, pause: Pause): Promise<void> {
  for (let piece = scanner.next(); piece !== null; piece = scanner.next()) {
    inventory.add(piece, piece.kind === 'statement' ? readStatement(piece) : null);
    if (pause.isDue()) await pause.take();
  }
  pause.assertWanted();
}

/** Lets other work in when a turn has lasted long enough. */
class Pause {
  readonly #name: string;
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();
  #pieces = 0;

  constructor(name: string, signal: AbortSignal | undefined) {
    this.#name = name;
    this.#signal = signal;
  }

  /** The clock is looked at once in 64 pieces. */
  isDue(): boolean {
    this.#pieces += 1;
    return this.#pieces % 64 === 0 && performance.now() - this.#since > longestTurn;
  }

  async take(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
    this.assertWanted();
  }

  assertWanted(): void {
    if (this.#signal?.aborted === true) {
      throw new SignalboxError('cancelled', `Reading ${this.#name} was cancelled.`);
    }
  }
}
