import { numberOf, textOf } from '../../../../shared/dialects/cells.ts';
import type { Row } from '../../../../shared/domain/row.ts';
import type { ImportWarning } from '../../../../shared/import/import-view.ts';
import { shortened } from './statement-text.ts';
import type { DumpPlace } from './load-error.ts';

const mostPlaces = 3;

/** What servers warn of while a dump is loaded, by number. */
export class WarningLog {
  readonly #byNumber = new Map<number, ImportWarning>();
  #untold = 0;

  /**
   * Takes the answer to SHOW WARNINGS after a statement. `counted`: as many as the server counted; it tells no more than
   * its max_error_count. Notes are left out.
   */
  add(rows: readonly Row[], { offset, line }: DumpPlace, counted: number): void {
    this.#untold += Math.max(0, counted - rows.length);
    for (const row of rows) {
      if (textOf(row, 'Level') === 'Note') continue;
      const number = numberOf(row, 'Code');
      const known = this.#byNumber.get(number) ?? { number, message: messageOf(row), count: 0, places: [] };
      const isNew = known.places.at(-1)?.offset !== offset && known.places.length < mostPlaces;
      const places = isNew ? [...known.places, { offset, line }] : known.places;
      this.#byNumber.set(number, { ...known, count: known.count + 1, places });
    }
  }

  /** The most frequent first. */
  all(): readonly ImportWarning[] {
    return [...this.#byNumber.values()].toSorted((one, other) => other.count - one.count);
  }

  /** How many more the server counted than it told. */
  get untold(): number {
    return this.#untold;
  }
}

function messageOf(row: Row): string {
  return shortened(Buffer.from(textOf(row, 'Message')));
}
