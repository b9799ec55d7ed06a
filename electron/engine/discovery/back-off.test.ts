import { expect, test } from 'vitest';

import { backOff } from './back-off.ts';

test('twice as long each time, up to a cap', () => {
  const waits = [1, 2, 3, 4, 5, 6, 100].map((failures) => backOff(failures, 2000, () => 0));
  expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('randomly up to half shorter', () => {
  expect(backOff(1, 2000, () => 0.5)).toBe(1500);
  expect(backOff(1, 2000, () => 0.999_999)).toBeCloseTo(1000, 0);
});
