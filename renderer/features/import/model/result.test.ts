import { expect, test } from 'vitest';
import type { ImportResult } from '../../../../shared/import/import-view.ts';
import { failureOf, failureText, resultHeadline, whatIsThere } from './result.ts';
import { notYet, type TableSight } from './run.ts';

const result: ImportResult = {
  outcome: 'done',
  importId: 'i1',
  tables: [{ schema: 'shop', name: 'orders', rows: 10, dumped: 10, finished: true, checksum: null }],
  rows: 10,
  dataBytes: 100,
  ms: 5,
  skipped: [],
  notes: [],
  warnings: [],
  analyzed: 0,
  gtids: null,
  resumable: false,
  error: null,
};

test('only equal counts are called well', () => {
  expect(resultHeadline(result, 'db2')).toEqual({ tone: 'ok', text: 'The dump is in db2.' });
  const short = {
    ...result,
    tables: [{ schema: 'shop', name: 'orders', rows: 9, dumped: 10, finished: true, checksum: null }],
  };
  expect(resultHeadline(short, 'db2').tone).toBe('warn');
  const uncounted = {
    ...result,
    tables: [{ schema: 'shop', name: 'orders', rows: null, dumped: 10, finished: true, checksum: null }],
  };
  expect(resultHeadline(uncounted, 'db2').tone).toBe('ok');
  expect(resultHeadline({ ...result, outcome: 'stopped' }, 'db2').tone).toBe('bad');
});

test('what is there of one that was stopped is told table by table', () => {
  const table = (name: string, rows: number, state: TableSight['state']): [string, TableSight] => [
    name,
    { schema: null, name, rows, state, dumped: 10, dataBytes: 1, keys: null },
  ];
  const tables = new Map([
    table('a', 10, 'finished'),
    table('b', 3, 'loading'),
    table('c', 0, 'waiting'),
    table('d', 10, 'keys'),
  ]);
  expect(whatIsThere({ ...notYet, tables })).toBe(
    '1 table with all rows and keys, 2 with some of their rows, 1 not begun.',
  );
  expect(whatIsThere(notYet)).toBeNull();
});

test('a failure is told with its place, and can be copied whole', () => {
  const details = {
    line: 12,
    offset: 3456,
    table: 'shop.orders',
    number: 1062,
    said: 'Duplicate.',
    statement: 'INSERT',
  };
  const failure = failureOf({ code: 'import-statement-failed', message: 'Line 12 …', server: 'db2:3306', details });
  expect(failure).toEqual(details);
  expect(failureText(failure, '/backup/shop.sql', 'db2:3306')).toBe(
    'Import of /backup/shop.sql into db2:3306 stopped.\nLine 12, byte 3456\nTable shop.orders\nDuplicate.\n\nINSERT',
  );
  expect(failureOf({ code: 'server-connection-lost', message: 'Gone.', server: null, details: {} })).toMatchObject({
    line: null,
    said: 'Gone.',
    statement: null,
  });
});
