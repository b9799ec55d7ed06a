import { expect, test } from 'vitest';
import { BatchBuilder } from './batch.ts';
import { LoadingTable } from './loading-table.ts';

const table = (name: string) => new LoadingTable({ schema: 's', name }, null, true);
const statement = (bytes: number) => ({ offset: 0, line: 1, rows: 1, bytes: Buffer.alloc(bytes) });

test('small statements of one table become one transaction, up to about a megabyte', () => {
  const builder = new BatchBuilder();
  const t = table('t');
  expect(builder.add(t, 0, statement(600_000))).toEqual([]);
  const [full] = builder.add(t, 0, statement(600_000));
  expect(full?.statements).toHaveLength(2);
  expect(builder.end()).toBe(null);
});

test('another table, or another session, ends a batch', () => {
  const builder = new BatchBuilder();
  const [one, other] = [table('one'), table('other')];
  builder.add(one, 0, statement(10));
  expect(builder.add(other, 0, statement(10)).map(({ table: { name } }) => name)).toEqual(['one']);
  expect(builder.add(other, 1, statement(10))).toHaveLength(1);
  expect(builder.end()?.session).toBe(1);
});
