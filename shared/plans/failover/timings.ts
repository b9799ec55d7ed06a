/** Bounds of a failover, in ms. What it has in common with a switchover has the switchover's. */
export const timings = {
  stopReceiver: 6_000,
  /** What was received may be much, and nobody writes meanwhile: cancelling is possible until the line. */
  drain: 600_000,
  fenced: 60_000,
  compare: 20_000,
  match: 120_000,
  undo: 15_000,
} as const;
