/** How much came in the last while: totals are added as they grow. */
export class Rate {
  readonly #windowMs: number;
  readonly #samples: { readonly at: number; readonly total: number }[] = [];

  /** `windowMs`: how long the last while is. */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(at: number, total: number): void {
    this.#samples.push({ at, total });
    while ((this.#samples[1]?.at ?? Infinity) <= at - this.#windowMs) this.#samples.shift();
  }

  /** Per second; 0 before there are two samples. */
  get perSecond(): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (first === undefined || last === undefined || last.at <= first.at) return 0;
    return ((last.total - first.total) * 1000) / (last.at - first.at);
  }
}
