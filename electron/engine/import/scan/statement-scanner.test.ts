import { expect, test } from 'vitest';
import { scanAll } from '../testing/scan-all.ts';
import { StatementScanner } from './statement-scanner.ts';

const statements = (text: string) =>
  scanAll(Buffer.from(text, 'latin1')).flatMap((piece) => (piece.kind === 'statement' ? [piece.text] : []));

test('sql_mode set by the dump decides what a backslash is, and comes back from a variable', () => {
  const text = [
    "/*!50003 SET @saved = @@sql_mode */ ;SET sql_mode = 'NO_BACKSLASH_ESCAPES' ;",
    "SELECT '\\';SELECT 1;/*!50003 SET sql_mode = @saved */ ;SELECT '\\';2';SELECT 3;",
    "SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES');SELECT '\\';SELECT 4",
  ].join('');
  expect(statements(text).filter((statement) => statement.startsWith('SELECT'))).toEqual([
    "SELECT '\\'",
    'SELECT 1',
    "SELECT '\\';2'",
    'SELECT 3',
    "SELECT '\\'",
    'SELECT 4',
  ]);
});

test('MariaDB’s sandbox line is a comment, a byte order mark is nothing', () => {
  const pieces = scanAll(Buffer.from('\ufeff/*M!999999\\- enable the sandbox mode */ \nUSE a;\r\nUSE b'));
  expect(pieces.map(({ kind, offset, line }) => [kind, offset, line])).toEqual([
    ['comment', 3, 1],
    ['statement', 44, 2],
    ['statement', 52, 3],
  ]);
  expect(pieces.at(-1)).toMatchObject({ terminated: false });
});

test('a dump that ends in a string says where its statement begins', () => {
  expect(() => scanAll(Buffer.from("USE a;\nINSERT INTO t VALUES ('x"))).toThrow(
    expect.objectContaining({ code: 'dump-truncated', details: { offset: 7, line: 2, end: 31 } }),
  );
});

test('a statement much longer than the window is whole, and its scan is not quadratic', () => {
  const row = Buffer.from(`(1,'${'x'.repeat(1000)}\\''),`);
  const scanner = new StatementScanner({ largestWindow: 65_536 });
  scanner.push(Buffer.from('INSERT INTO t VALUES '));
  expect(scanner.next()).toBeNull();
  const rows = 30_000;
  for (let index = 0; index < rows; index += 1) {
    scanner.push(row);
    expect(scanner.next()).toBeNull();
  }
  scanner.push(Buffer.from("(2,'');USE x;"));
  scanner.finish();
  const piece = scanner.next();
  expect(piece).toMatchObject({ kind: 'statement', offset: 0, groups: rows + 1, gaps: 0 });
  expect(piece?.bytes.length).toBe(21 + rows * row.length + 6);
  expect(scanner.next()?.bytes.toString()).toBe('USE x');
});
