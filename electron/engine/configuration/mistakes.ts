import { LineCounter } from 'yaml';
import { SignalboxError } from '../../../shared/domain/errors.ts';

export type MistakeCode = 'config-invalid' | 'config-plain-password';

/** Something in the file that can't be used. The message says what to write instead and quotes no secret. */
export interface Mistake {
  readonly code: MistakeCode;
  readonly offset: number; // characters from the file's start
  readonly message: string;
}

/** Collects the mistakes of one file, so that all of them are told at once. */
export class Mistakes {
  readonly lines = new LineCounter();
  readonly #file: string;
  readonly #found: Mistake[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(offset: number, message: string, code: MistakeCode = 'config-invalid'): void {
    this.#found.push({ code, offset, message });
  }

  /** @throws SignalboxError with the code and place of the first mistake, and all of them in its details. */
  throwIfAny(): void {
    const sorted = this.#found.toSorted((a, b) => a.offset - b.offset);
    const first = sorted[0];
    if (first === undefined) return;
    const placed = sorted.map((mistake) => ({ ...this.#placeOf(mistake.offset), message: mistake.message }));
    const { line, column } = this.#placeOf(first.offset);
    const more = sorted.length > 1 ? ` (and ${String(sorted.length - 1)} more)` : '';
    throw new SignalboxError(first.code, `${this.#file}:${String(line)}:${String(column)}: ${first.message}${more}`, {
      details: { file: this.#file, line, column, mistakes: placed },
    });
  }

  #placeOf(offset: number): { readonly line: number; readonly column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}
