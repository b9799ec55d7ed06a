/** Bounds of re-pointing one channel, in ms. */
export const timings = {
  lock: 2_000,
  asPlanned: 500,
  small: 6_000,
  close: 20_000,
  dropOwnLog: 20_000,
  stop: 75_000, // MySQL's workers wait up to 60 s for the rest of a transaction that was received in part
  drain: 60_000,
  start: 30_000,
  getOn: 30_000,
  undo: 20_000,
  undoByStop: 75_000,
} as const;
