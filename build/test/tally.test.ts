import { expect, it } from 'vitest';

import { countLine, failedOnce, passedOnce, skippedOnce, together } from './tally.ts';

it('counts every test of a skip', () => {
  const skip = { what: 'MySQL', reason: 'no server', count: 7 };
  expect(countLine({ passed: 3, failures: [], skips: [skip] })).toBe('3 passed, 0 failed, 7 skipped');
});

it('sums the parts', () => {
  const all = together([passedOnce, passedOnce, failedOnce('lint'), skippedOnce('e2e', 'no Chromium')]);
  expect(countLine(all)).toBe('2 passed, 1 failed, 1 skipped');
});
