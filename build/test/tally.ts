/** Something that could not run here, and why. */
export interface Skip {
  readonly what: string;
  readonly reason: string;
  readonly count: number;
}

/** What a part of the test run found. */
export interface Tally {
  readonly passed: number;
  /** One line for each failure, naming it; the details are in the part's output. */
  readonly failures: readonly string[];
  readonly skips: readonly Skip[];
}

export const passedOnce: Tally = { passed: 1, failures: [], skips: [] };

export function failedOnce(what: string): Tally {
  return { passed: 0, failures: [what], skips: [] };
}

export function skippedOnce(what: string, reason: string): Tally {
  return { passed: 0, failures: [], skips: [{ what, reason, count: 1 }] };
}

export function together(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failures: tallies.flatMap((tally) => tally.failures),
    skips: tallies.flatMap((tally) => tally.skips),
  };
}

/** `N passed, N failed, N skipped` */
export function countLine(tally: Tally): string {
  const skipped = tally.skips.reduce((sum, skip) => sum + skip.count, 0);
  return `${tally.passed} passed, ${tally.failures.length} failed, ${skipped} skipped`;
}
