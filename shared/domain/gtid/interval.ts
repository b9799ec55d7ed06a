/** Consecutive sequence numbers, both ends included; 1 ≤ first ≤ last. */
export interface Interval {
  readonly first: bigint;
  readonly last: bigint;
}

/** The same numbers as sorted intervals that neither overlap nor touch: the form every other function here expects. */
export function normalizeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals.toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: Interval[] = [];
  for (const next of sorted) {
    const previous = merged.at(-1);
    if (previous === undefined || next.first > previous.last + 1n) merged.push(next);
    else if (next.last > previous.last) merged[merged.length - 1] = { first: previous.first, last: next.last };
  }
  return merged;
}

/** The numbers of `a` that are not in `b`; both normalized. */
export function subtractIntervals(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const rest: Interval[] = [];
  let at = 0;
  for (const { first, last } of a) {
    let start = first;
    for (let hole = b[at]; hole !== undefined && hole.first <= last; hole = b[at]) {
      if (hole.first > start) rest.push({ first: start, last: hole.first - 1n });
      if (hole.last >= start) start = hole.last + 1n;
      if (hole.last > last) break;
      at += 1;
    }
    if (start <= last) rest.push({ first: start, last });
  }
  return rest;
}

/** How many numbers the normalized intervals hold. */
export function countNumbers(intervals: readonly Interval[]): bigint {
  return intervals.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
}
