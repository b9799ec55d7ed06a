import { expect, it } from 'vitest';
import { withNames } from './use-said.ts';

const names = new Map([
  ['db1.shop:3306', 'db1'],
  ['127.0.0.1:3310', '127.0.0.1:3310'],
]);

it.each([
  ['db1.shop:3306 answers.', 'db1 answers.'],
  ['Read db1.shop:3306’s final position', 'Read db1’s final position'],
  ['db1.shop:33060 and olddb1.shop:3306 stay', 'db1.shop:33060 and olddb1.shop:3306 stay'],
  ['db1.shop:3306: the position was reset', 'db1: the position was reset'],
  ['127.0.0.1:3310 answers.', '127.0.0.1:3310 answers.'],
])('%s', (text, said) => {
  expect(withNames(text, names)).toBe(said);
});
