import { expect, test } from 'vitest';
import { describeDump, dumpInLines, estimatedSeconds, timeInWords } from './describe-dump.ts';
import { bytesInWords, listed } from './in-words.ts';
import { exampleDump, exampleTable, modelOf } from './testing/model-of.ts';

test('a dump in lines', () => {
  const body = [
    exampleTable('orders'),
    exampleTable('lines'),
    'INSERT INTO `lines` VALUES (3);',
    'CREATE DEFINER=`root`@`%` VIEW v AS SELECT id FROM orders;',
  ].join('\n');
  const model = modelOf(exampleDump({ body }));
  expect(dumpInLines(describeDump(model), 200)).toEqual([
    'Made by mysqldump 8.4.3, of a server of version 8.4.3.',
    'Database: shop.',
    `2 tables with 5 rows, ${bytesInWords(model.bytes)} unpacked, 11 statements.`,
    'The largest tables:',
    '  shop.lines: 3 rows, 64 bytes',
    '  shop.orders: 2 rows, 35 bytes',
    'Also 1 view.',
    'No coordinates: no {replica} can be made from it without another source of them.',
    'It is complete: finished on 2026-01-02  3:04:05.',
    'Its tables can be filled in parallel.',
    'It takes 3 min or so.',
  ]);
});

test('coordinates, each with what it is good for', () => {
  const head = [
    '-- Position to start replication or point-in-time recovery from',
    "-- CHANGE MASTER TO MASTER_LOG_FILE='b.000002', MASTER_LOG_POS=5;",
    '-- Position to start replication or point-in-time recovery from (the master of this slave)',
    "CHANGE MASTER TO MASTER_HOST='db0', MASTER_PORT=3307, MASTER_LOG_FILE='a.000001', MASTER_LOG_POS=4;",
    "SET @@GLOBAL.GTID_PURGED='3e11fa47-71ca-11e1-9e33-c80aa9429562:1-9';",
    'USE shop;',
  ].join('\n');
  const { coordinates } = describeDump(modelOf(exampleDump({ head })));
  expect(coordinates).toEqual([
    'Coordinates in line 5: b.000002:5, in the binary log of the dumped server itself: to make a {replica} of that server.',
    'Coordinates in line 7: a.000001:4, in the binary log of the dumped server’s {source} (db0:3307): to rebuild the dumped server, or to make a sibling of it.',
    'GTID_PURGED in line 8: 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-9: to make a {replica} of the dumped server, or of any server with the same transactions.',
  ]);
});

test('what is odd is said', () => {
  const described = describeDump(modelOf('UPDATE a SET b = 1;\nINSERT INTO a VALUES (1)'));
  expect(described).toMatchObject({
    origin: 'It does not say what made it.',
    databases: 'It names no database: it goes to the one that is named for it.',
    completeness: 'It is cut: its last statement has no end.',
    order:
      'It runs in order on one connection: there is more in it than dump programs write, from line 1 on (UPDATE A SET).',
    programs: null,
  });
});

test('times and sizes', () => {
  expect(estimatedSeconds({ bytes: 640_000_000 }, 40_000_000)).toBe(16);
  expect(estimatedSeconds({ bytes: 0 }, 40_000_000)).toBe(1);
  expect([16, 720, 12_600].map(timeInWords)).toEqual(['16 s', '12 min', '3.5 h']);
  expect([1, 999, 1000, 9_940, 640_000_000, 999_700_000, 6_000_000_000].map(bytesInWords)).toEqual([
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '9.9 kB',
    '640 MB',
    '1.0 GB',
    '6.0 GB',
  ]);
  expect(listed(Array.from({ length: 12 }, (_, at) => String(at)))).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more');
});
