import { expect, test } from 'vitest';
import type { Received } from '../../domain/received/received.ts';
import { exactLoss, lossBound, type ReadLoss } from './loss.ts';

const received: Received = { file: 'binlog.000002', offset: 500, gtid: null, flavour: null };
const seen = (offset: number) => ({ at: 1000, position: { file: 'binlog.000002', offset }, gtid: null });

test('never none: what came after the last look is not known', () => {
  for (const last of [null, seen(400), seen(500), seen(900)])
    expect(lossBound(last, received, false, 4000)).toMatchObject({ none: false });
});

test('what was seen and not received is certainly lost, and said', () => {
  expect(lossBound(seen(900), received, false, 4000).text).toMatch(
    /^It was seen 3 s ago with 400 bytes of its log more/,
  );
});

test('all that was seen has been received', () => {
  expect(lossBound(seen(500), received, false, 4000).text).toMatch(/^Everything up to where it was seen last, 3 s ago/);
});

const read: ReadLoss = {
  transactions: 0,
  tables: [],
  statements: 0,
  unfinished: false,
  atMost: false,
  notApplicable: null,
};

test('files without anything more say that nothing is lost, also with a last transaction that has no end', () => {
  expect(exactLoss(read)).toMatchObject({ none: true });
  expect(exactLoss({ ...read, unfinished: true })).toMatchObject({
    none: true,
    text: expect.stringContaining('never committed') as string,
  });
});

test('what they hold more is told by table and row, what can’t be counted as some', () => {
  const tables = [
    { schema: 'shop', table: 'orders', inserted: 2, updated: 0, deleted: null },
    { schema: 'shop', table: 'items', inserted: 0, updated: 7, deleted: 0 },
  ];
  const some = { ...read, transactions: 3, tables, statements: 1, atMost: true };
  const what = 'shop.orders 2 inserted, some deleted; shop.items 7 updated; 1 as statements';
  expect(exactLoss(some)).toEqual({
    none: true,
    text: `By its binary log files at most 3 transactions were not received: ${what}. They are applied on the new {source} before it is opened: nothing is lost.`,
  });
  expect(exactLoss({ ...some, notApplicable: 'it is LOAD DATA' })).toEqual({
    none: false,
    text: `By its binary log files at most 3 transactions were not received and are lost, since they can’t be applied (it is LOAD DATA): ${what}.`,
  });
});
