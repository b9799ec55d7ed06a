import { expect, test } from 'vitest';

import { capturedTransactions } from '../../testing/tail.ts';
import { labelsOf } from './describe-tables.ts';
import { tailSql } from './tail-sql.ts';

async function sqlOf(name: string): Promise<string> {
  let sql = '';
  for await (const piece of tailSql(capturedTransactions(name))) sql += piece;
  return sql;
}

/** The row that the capture wrote (capture.ts), from its second column on; what is only known with metadata left open. */
const row = (unsigned: string, texts: readonly string[]) =>
  [
    '-1',
    unsigned,
    '-8000000',
    '9007199254740993',
    '1.5',
    '-2.25',
    '1234567890123.1234567',
    "b'10000000001'",
    '2026',
    "'2026-11-24'",
    "'12:34:56.789'",
    "'2026-11-24 12:34:56.123456'",
    "'2026-11-24 12:34:56'",
    ...texts,
    `'${'l'.repeat(300)}'`,
    "X'000000000101000000000000000000F03F0000000000000040'",
  ].join(', ');

test('MySQL says which integers are unsigned and which columns are text', async () => {
  const texts = ["'väärt'", "'c'", "X'7662'", '2', '3', "'tiny'", "X'626C6F62'"];
  for (const name of ['mysql-gtid-crc32-row', 'mysql-payload']) {
    expect(await sqlOf(name)).toContain(`VALUES (1, ${row('65535', texts)});`);
  }
});

test.each(['mariadb-gtid-crc32-row', 'mariadb-compressed', 'mysql56-crc32-row'])(
  '%s leaves open what it does not say',
  async (name) => {
    const sql = await sqlOf(name);
    for (const known of [
      "b'10000000001', 2026, '2026-11-24', '12:34:56.789', '2026-11-24 12:34:56.123456'",
      "X'76C3A4C3A47274' /* väärt */",
    ]) {
      expect(sql).toContain(known);
    }
    expect(sql).toMatch(/VALUES \(1, -1( \/\* or 255 \*\/)?, -1 \/\* or 65535 \*\/, /);
    expect(sql).toMatch(/UPDATE `app`\.`kinds` SET @15 = 'changed' WHERE @1 = 1 AND .* LIMIT 1;/);
    expect(sql).toMatch(/DELETE FROM `app`\.`kinds` WHERE @1 = 2 AND .* LIMIT 1;/);
  },
);

test('statements are there as they are, with their database', async () => {
  const sql = await sqlOf('mysql56-none-statement');
  expect(sql).toContain("INSERT INTO app.entries (token, value) VALUES ('t', @variable);\n");
  expect(sql).toMatch(/^-- binlog\.000002:\d+ to \d+, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, server_id 1$/m);
});

test('labels are read from a column’s type', () => {
  expect(labelsOf("enum('a','it''s','x,y')")).toEqual(['a', "it's", 'x,y']);
  expect(labelsOf("set('(',')')")).toEqual(['(', ')']);
  expect(labelsOf('varchar(3)')).toBeNull();
});
