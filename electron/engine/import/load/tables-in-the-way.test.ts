import { expect, test } from 'vitest';
import { TablesInTheWay } from './tables-in-the-way.ts';
import { dropOf, truncateOf } from './table-statements.ts';

test.each([
  ['CREATE TABLE t (id INT)', 't'],
  ['CREATE TABLE IF NOT EXISTS `a``b` (id INT)', '`a``b`'],
  ['/*!50000 CREATE */ TABLE shop . `t` (id INT)', 'shop . `t`'],
  ['CREATE TABLE t LIKE other', 't'],
  ['CREATE TABLE `Größe 😀` (id INT)', '`Größe 😀`'],
])('%s', (create, name) => {
  expect(dropOf(Buffer.from(create))?.toString()).toBe(`DROP TABLE IF EXISTS ${name}`);
  expect(truncateOf(Buffer.from(create))?.toString()).toBe(`TRUNCATE TABLE ${name}`);
});

test('a temporary table is in nobody’s way', () => {
  expect(dropOf(Buffer.from('CREATE TEMPORARY TABLE t (id INT)'))).toBeNull();
});

test('a table goes once, and only the one that was in the way', () => {
  const inTheWay = new TablesInTheWay([{ schema: 'shop', name: 't' }]);
  const takesOut = (schema: string | null, name: string) => inTheWay.takeOut({ schema, name });
  expect([takesOut('shop', 'T'), takesOut('other', 't'), takesOut(null, 't')]).toEqual([false, false, false]);
  expect([takesOut('shop', 't'), takesOut('shop', 't')]).toEqual([true, false]);
});
