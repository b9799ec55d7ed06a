/** Bounds of re-pointing one channel, in ms. */
export const timings = {
  lock: 2_000,
  asPlanned: 500,
  small: 6_000,
  stop: 20_000,
  drain: 60_000,
  start: 30_000,
  getOn: 30_000,
  undo: 20_000,
} as const;
