import { expect, test } from 'vitest';
import { estimateText } from './amounts.ts';

test.each([
  [1_000_000, 4, 'a few seconds'],
  [6_000_000_000, 4, '75 s to 8 min'],
  [60_000_000_000, 64, '6 min to 42 min'],
])('%d bytes over %d connections take %s', (dataBytes, parallel, said) => {
  expect(estimateText({ dataBytes, parallel })).toBe(said);
});
