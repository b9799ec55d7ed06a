import { expect, test } from 'vitest';

import { formatGtidSet } from '../../../../shared/domain/gtid/mysql-gtid-set.ts';
import { formatMariadbGtids } from '../../../../shared/domain/gtid/mariadb-gtid.ts';
import { captured, eventsIn } from '../testing/captured.ts';
import { gtidList, previousGtids } from './earlier-gtids.ts';
import { knownMariadb, knownMysql } from './known-gtids.ts';

const a = '3e11fa47-71ca-11e1-9e33-c80aa9429562';

test('MySQL: in the set or not, tags apart', () => {
  const known = knownMysql(`${a}:1-5:8,${a}:tag:1`);
  expect(['1', '5', '6', '8', '9'].map((number) => known.has(`${a}:${number}`))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
  expect(known.has(`${a}:tag:1`)).toBe(true);
  expect(known.has(`${a}:tag:2`)).toBe(false);
  expect(() => knownMysql('nonsense')).toThrow('GTIDs');
});

test.each<[string, string, string, boolean]>([
  ['before its position', '0-1-10', '0-1-10', true],
  ['after it', '0-1-10', '0-1-11', false],
  ['another domain', '0-1-10', '1-1-3', false],
  ['after a position of an earlier master', '0-3-50', '0-1-51', false],
  ['of an earlier master, before the position', '0-1-51', '0-3-50', true],
  ['of the old master, while the new one wrote on', '0-1-10,0-2-200', '0-1-11', false],
  ['the same from both lists', '0-2-200,0-1-10,0-2-200', '0-1-10', true],
])('MariaDB: %s', (_name, known, gtid, has) => {
  expect(knownMariadb(known).has(gtid)).toBe(has);
});

test('MariaDB: an empty list knows nothing, nonsense is refused', () => {
  expect(knownMariadb('').has('0-1-1')).toBe(false);
  expect(() => knownMariadb('0-1')).toThrow('GTIDs');
});

async function earlier(name: string): Promise<Buffer> {
  for (const { body } of await eventsIn(captured(name))) if (body.kind === 'earlier-gtids') return body.raw;
  throw new Error('none');
}

test('what earlier files hold is read, and compared', async () => {
  const mysql = await earlier('mysql-gtid-crc32-row');
  const set = previousGtids(mysql);
  expect(set === null ? null : formatGtidSet(set)).toMatch(/^[0-9a-f-]{36}:1-6$/);
  expect(knownMysql(formatGtidSet(set ?? new Map())).lacks(mysql)).toBeNull();
  expect(knownMysql('').lacks(mysql)).toMatch(/:1-6$/);
  const mariadb = await earlier('mariadb-gtid-crc32-row');
  expect(formatMariadbGtids(gtidList(mariadb) ?? [])).toBe('0-1-6');
  expect(knownMariadb('0-1-6').lacks(mariadb)).toBeNull();
  expect(knownMariadb('0-1-5').lacks(mariadb)).toBe('0-1-6');
  expect(knownMysql('').lacks(Buffer.from([1, 2, 3]))).toBe('?');
  expect(knownMariadb('').lacks(Buffer.from([1, 2, 3]))).toBe('?');
});
