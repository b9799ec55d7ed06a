import { expect, test } from 'vitest';
import { contentsOf } from './contents.ts';

test('indented lines belong to the one above', () => {
  expect(
    contentsOf(['Of MySQL 9.7', 'The largest tables:', '  shop.a: 2 rows', '  shop.b: 1 row', 'Complete.']),
  ).toEqual([
    { text: 'Of MySQL 9.7', parts: [] },
    { text: 'The largest tables:', parts: ['shop.a: 2 rows', 'shop.b: 1 row'] },
    { text: 'Complete.', parts: [] },
  ]);
  expect(contentsOf(['  alone'])).toEqual([{ text: 'alone', parts: [] }]);
  expect(contentsOf([])).toEqual([]);
});
