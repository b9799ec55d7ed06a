/** `thorough`: every case. Else each run meets a few of many that are alike, other ones each day. */
export const testsVariable = 'SIGNALBOX_TESTS';

/** The day whose cases are run, counted from 1970; to meet again what failed on another day. */
export const dayVariable = 'SIGNALBOX_TEST_DAY';

const dayMs = 24 * 3600 * 1000; // ms

/**
 * `most` of `all`, neighbours of one another, in their order; all of them come in turn, day by day. `offset` lets suites
 * that have the same cases differ.
 */
export function fewOf<T>(
  all: readonly T[],
  most: number,
  { offset = 0, env = process.env, now = Date.now() }: { offset?: number; env?: NodeJS.ProcessEnv; now?: number } = {},
): readonly T[] {
  if (env[testsVariable] === 'thorough' || most >= all.length) return all;
  const day = Number(env[dayVariable] ?? Math.floor(now / dayMs));
  const from = (day + offset) * most;
  const chosen = new Set(Array.from({ length: most }, (_, index) => (from + index) % all.length));
  return all.filter((_, index) => chosen.has(index));
}
