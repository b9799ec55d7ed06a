import type { DumpPlace } from './load-error.ts';

/** From the first statement to the last of what is done at once, both with it; offsets in the dump. */
export interface DoneSpan {
  readonly from: number; // bytes
  readonly until: number; // bytes
}

/** Which places are in one of some spans, none of which lies over another. */
export class DoneSpans {
  readonly #spans: readonly DoneSpan[];

  constructor(spans: readonly DoneSpan[]) {
    this.#spans = spans.toSorted((a, b) => a.from - b.from);
  }

  has({ offset }: Pick<DumpPlace, 'offset'>): boolean {
    const span = this.#lastFrom(offset);
    return span !== undefined && offset <= span.until;
  }

  /** The furthest place; -1 without any. */
  get furthest(): number {
    return this.#spans.at(-1)?.until ?? -1;
  }

  #lastFrom(offset: number): DoneSpan | undefined {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#spans[middle]?.from ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#spans[low - 1];
  }
}
