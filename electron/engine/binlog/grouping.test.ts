import { expect, test } from 'vitest';

import type { EventBody } from './event.ts';
import { Grouping, type GroupingOptions } from './grouping.ts';

const query = (sql: string): EventBody => ({
  kind: 'query',
  database: '',
  sql,
  errorCode: 0,
  settings: Buffer.alloc(0),
});
const gtid: EventBody = { kind: 'gtid', gtid: null, mariadb: null };
const mariadb = (standalone: boolean): EventBody => ({
  kind: 'gtid',
  gtid: '0-1-1',
  mariadb: { standalone, ddl: false, xa: null },
});
const xid: EventBody = { kind: 'xid' };
const insertId: EventBody = { kind: 'intvar', name: 'insert_id', value: 1n };
const format: EventBody = { kind: 'format', serverVersion: '5.6.24', checksum: 'none' };
const note: EventBody = { kind: 'note', raw: Buffer.alloc(0) };
const rows = (endsStatement: boolean): EventBody => ({
  kind: 'rows',
  change: 'insert',
  table: null,
  present: [],
  rows: Buffer.alloc(0),
  plain: true,
  endsStatement,
});

function parts(bodies: readonly EventBody[], options: GroupingOptions = {}, artificial = false): string {
  const grouping = new Grouping(options);
  return bodies.map((body) => grouping.part({ body, artificial })).join(' ');
}

test.each<[string, readonly EventBody[], string]>([
  ['GTID and BEGIN … COMMIT', [gtid, query('BEGIN'), query('INSERT'), xid], 'first inside inside last'],
  ['DDL with a GTID', [gtid, query('CREATE TABLE t (a INT)')], 'first last'],
  ['DDL without', [query('CREATE TABLE t (a INT)')], 'whole'],
  ['MySQL 5.6', [query('BEGIN'), insertId, query('INSERT'), query('COMMIT')], 'first inside inside last'],
  ['savepoints', [query('BEGIN'), query('SAVEPOINT a'), query('ROLLBACK TO `a`'), xid], 'first inside inside last'],
  ['a statement that only begins like an end', [query('BEGIN'), query('COMMIT AND CHAIN x'), xid], 'first inside last'],
  [
    'a rolled back change of MyISAM',
    [gtid, query('BEGIN'), query('INSERT'), query('ROLLBACK')],
    'first inside inside last',
  ],
  [
    'XA',
    [
      gtid,
      query("XA START X'78',X'',1"),
      rows(true),
      query("XA END X'78',X'',1"),
      { kind: 'xa-prepare', onePhase: false },
      gtid,
      query("XA COMMIT X'78',X'',1"),
    ],
    'first inside inside inside last first last',
  ],
  ['MariaDB, which has no BEGIN', [mariadb(false), rows(true), xid], 'first inside last'],
  ['MariaDB, a statement alone', [mariadb(true), insertId, query('INSERT'), note], 'first inside last between'],
  ['a crash, seen by the next file', [gtid, query('BEGIN'), rows(true), format, gtid], 'first inside inside cut first'],
  [
    'a crash, seen by the next transaction',
    [gtid, query('BEGIN'), gtid, query('DROP TABLE t')],
    'first inside restart last',
  ],
  ['rows without BEGIN', [insertId, rows(false), rows(true)], 'first inside last'],
])('%s', (_name, bodies, expected) => {
  expect(parts(bodies)).toBe(expected);
});

test('a relay log may be rotated inside a transaction', () => {
  expect(parts([query('BEGIN'), format, xid], { spansFiles: true })).toBe('first inside last');
});
