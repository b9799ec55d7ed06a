import type { Pace } from './pace.ts';

/** How often `beat` is to be called, ms. */
export const beatMs = 1000;
const tolerated = 5000; // ms

/**
 * Notices that this program did not run for a while: the machine slept (its monotonic clock stood still while time went
 * on, or its beat comes late), the process was stopped, or the clock was set.
 */
export class Vigil {
  readonly #pace: Pick<Pace, 'now' | 'monotonic'>;
  #last: { readonly now: number; readonly monotonic: number };
  #missed = 0;

  constructor(pace: Pick<Pace, 'now' | 'monotonic'>) {
    this.#pace = pace;
    this.#last = { now: pace.now(), monotonic: pace.monotonic() };
  }

  beat(): void {
    const here = { now: this.#pace.now(), monotonic: this.#pace.monotonic() };
    const ran = here.monotonic - this.#last.monotonic;
    const passed = here.now - this.#last.now;
    const missed = Math.max(ran - beatMs, Math.abs(passed - ran));
    if (missed > tolerated) this.#missed = Math.max(this.#missed, missed);
    this.#last = here;
  }

  /** For how long it did not run, ms, since this was asked last; 0 when it always did. */
  takeMissed(): number {
    this.beat();
    const missed = this.#missed;
    this.#missed = 0;
    return missed;
  }
}
