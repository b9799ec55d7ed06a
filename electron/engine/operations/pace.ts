/** Time as an operation uses it; given in, so that tests can hold it. */
export interface Pace {
  /** Epoch ms. */
  readonly now: () => number;
  /** Milliseconds that only go forward. */
  readonly monotonic: () => number;
  /** Waits, or ends early when the signal aborts; never rejects. */
  readonly pause: (ms: number, signal: AbortSignal | null) => Promise<void>;
}

/** Polling intervals, ms: quick at first, since writers wait. */
export function nextInterval(previous: number): number {
  return Math.min(200, previous * 2);
}
