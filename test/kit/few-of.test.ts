import { expect, test } from 'vitest';
import { fewOf } from './few-of.ts';

const all = ['a', 'b', 'c', 'd', 'e'];
const on = (day: number, offset = 0) => fewOf(all, 2, { env: { SIGNALBOX_TEST_DAY: String(day) }, offset });

test('a few each day, and all in turn', () => {
  expect([0, 1, 2].map((day) => on(day).join(''))).toEqual(['ab', 'cd', 'ae']);
  expect(on(0, 1)).toEqual(on(1));
  expect(fewOf(all, 2, { env: {}, now: 24 * 3600 * 1000 })).toEqual(on(1));
});

test('all where there are few, or where all are asked for', () => {
  expect(fewOf(all, 9, { env: {} })).toEqual(all);
  expect(fewOf(all, 1, { env: { SIGNALBOX_TESTS: 'thorough' } })).toEqual(all);
});
