const longestMs = 30_000; // ms

/**
 * How long to leave a server alone after its `failures`-th failure in a row (1, 2 …), ms: twice as long each time from
 * `firstMs` on, at most 30 s, and randomly up to half shorter, so that many servers don't come back in step.
 */
export function backOff(failures: number, firstMs: number, random: () => number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 16));
  return full * (1 - random() / 2);
}
