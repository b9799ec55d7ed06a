import { expect, test } from 'vitest';
import { countText, rowsText, speedText, tablesText } from './amounts.ts';

test('digits are grouped, and as many are said as matter', () => {
  expect([0, 999, 1000, 1234567.4].map(countText)).toEqual(['0', '999', '1\u202F000', '1\u202F234\u202F567']);
  expect([0, 86_400].map(speedText)).toEqual(['0 MB/s', '86 kB/s']);
  expect([512_300, 99_900_000, 640_400_000].map(speedText)).toEqual(['0.5 MB/s', '99.9 MB/s', '640 MB/s']);
  expect([0, 1, 2].map(rowsText)).toEqual(['0 rows', '1 row', '2 rows']);
  expect([1, 1000].map(tablesText)).toEqual(['1 table', '1\u202F000 tables']);
});
