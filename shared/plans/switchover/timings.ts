/** Bounds of a switchover, in ms unless the name says seconds. */
export const timings = {
  lock: 2_000,
  asPlanned: 500,
  lockWaitS: 3, // s, at least 1 on MySQL 9
  close: 6_000,
  prepared: 2_000, // for a commit in two phases to be over
  closeSessions: 10_000,
  freeze: 6_000,
  readPosition: 5_000,
  drain: 5_000,
  stopChannel: 15_000, // of a candidate whose source is closed: nothing is received in part
  stopFollower: 75_000, // MySQL's workers wait up to 60 s for the rest of a transaction
  endWait: 10_000,
  keepClosed: 4_000,
  open: 6_000,
  small: 6_000,
  followerDrain: 30_000,
  follow: 30_000,
  acknowledged: 10_000,
  proof: 15_000,
  undo: 15_000,
} as const;
