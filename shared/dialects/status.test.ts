import { expect, test } from 'vitest';

import type { StatusFacts } from '../domain/facts.ts';
import type { Row } from '../domain/row.ts';
import { parseVersion } from '../domain/server.ts';
import { mariadb1011 } from './captured/mariadb-10.11.ts';
import { mysql56 } from './captured/mysql-5.6.ts';
import { mysql97 } from './captured/mysql-9.7.ts';
import { dialectFor } from './dialect-for.ts';

const mariadb = dialectFor(parseVersion('10.11.18-MariaDB')).readers.status;
const mysql = dialectFor(parseVersion('9.7.4')).readers.status;
const old = dialectFor(parseVersion('5.6.24-log')).readers.status;

function statusOf(reader: typeof mysql, rows: typeof mysql97, channel: Row = {}): StatusFacts {
  const channels = [{ ...rows.channel, ...channel }];
  return reader.parse({ channels, variables: [rows.variables], binlog: [rows.binlog] });
}

test('a MariaDB replica that has everything', () => {
  const status = statusOf(mariadb, mariadb1011);
  expect(status).toMatchObject({
    readOnly: false,
    superReadOnly: null,
    offlineMode: null,
    position: { file: 'binlog.000002', offset: 2554 },
    gtid: { kind: 'mariadb', slavePos: '0-1-14', strict: false, domainId: 0 },
  });
  expect(status.channels).toEqual([
    {
      name: '',
      source: { host: '127.0.0.1', port: 14001 },
      sourceUuid: null,
      sourceServerId: 1,
      user: 'repl',
      io: 'yes',
      sql: 'yes',
      received: { file: 'binlog.000002', offset: 2575 },
      executed: { file: 'binlog.000002', offset: 2575 },
      relay: { file: 'pid-relay-bin.000002', offset: 2871 },
      positioning: 'slave_pos',
      receivedGtid: '0-1-14',
      secondsBehind: 0,
      delayS: 0,
      ioError: null,
      sqlError: null,
      filters: [],
      tls: { enabled: false, verify: false, ca: null },
      getPublicKey: false,
      connectRetryS: 60,
    },
  ]);
});

test('a MySQL replica that has everything', () => {
  const status = statusOf(mysql, mysql97);
  const uuid = 'e35bc56b-e755-11f1-97d0-02fc00000001';
  expect(status).toMatchObject({
    readOnly: false,
    superReadOnly: false,
    offlineMode: false,
    position: { file: 'binlog.000001', offset: 1674 },
    gtid: { kind: 'mysql', mode: 'ON', executed: `${uuid}:1-6`, purged: '' },
  });
  expect(status.channels).toMatchObject([
    {
      sourceUuid: uuid,
      positioning: 'auto-position',
      receivedGtid: `${uuid}:1-6`,
      executed: { file: 'binlog.000001', offset: 1655 },
      tls: { enabled: true },
      getPublicKey: true,
    },
  ]);
});

test('a MySQL 5.6 replica: nothing that came later is asked for or made up', () => {
  const status = statusOf(old, mysql56);
  expect(status).toMatchObject({
    uptimeS: 10,
    readOnly: true,
    superReadOnly: null,
    offlineMode: null,
    position: { file: 'binlog.000001', offset: 1432 },
    gtid: { kind: 'mysql', mode: 'OFF', executed: '' },
  });
  expect(status.channels).toMatchObject([
    {
      name: '',
      source: { host: '127.0.0.1', port: 23219 },
      sourceUuid: 'ef8d7282-e82a-11f1-b772-02fc00000001',
      positioning: 'file',
      receivedGtid: null,
      executed: { file: 'binlog.000004', offset: 120 },
      tls: { enabled: false },
      getPublicKey: false,
    },
  ]);
  const asked = old.queries.map(({ sql }) => sql).join('\n');
  expect(asked).not.toMatch(/performance_schema|REPLICA|@@global\.(super_read_only|offline_mode)/);
});

/** MySQL before 8.0.22 has the same columns under the old words. */
function inOldWords(row: Row): Row {
  const renamed = (column: string): string =>
    column.replace('Get_Source', 'Get_master').replace('Source', 'Master').replace('Replica_', 'Slave_');
  return Object.fromEntries(Object.entries(row).map(([column, cell]) => [renamed(column), cell]));
}

test('MySQL 5.7 and 8.0 say the same in older words', () => {
  for (const version of ['5.7.44', '8.0.21']) {
    const reader = dialectFor(parseVersion(version)).readers.status;
    expect(reader.queries.map(({ sql }) => sql)).toContain('SHOW SLAVE STATUS');
    const inOld = { ...mysql97, channel: inOldWords(mysql97.channel) };
    expect(statusOf(reader, inOld).channels).toEqual(statusOf(mysql, mysql97).channels);
  }
});

test('at most three statements', () => {
  expect(mariadb.queries).toHaveLength(3);
  expect(mysql.queries).toHaveLength(3);
});

test.each([
  ['Yes', 'yes'],
  ['No', 'no'],
  ['Connecting', 'connecting'],
  ['Preparing', 'connecting'],
])('an IO thread that says %s', (said, io) => {
  expect(statusOf(mariadb, mariadb1011, { Slave_IO_Running: said }).channels[0]?.io).toBe(io);
});

test('errors with number, text and, where there is one, time', () => {
  const stopped = {
    Replica_SQL_Running: 'No',
    Last_SQL_Errno: 1062,
    Last_SQL_Error: 'Duplicate entry',
    Seconds_Behind_Source: null,
  };
  const at = '261123 16:00:01';
  const channel = statusOf(mysql, mysql97, { ...stopped, Last_SQL_Error_Timestamp: at }).channels[0];
  expect(channel).toMatchObject({
    sql: 'no',
    secondsBehind: null,
    sqlError: { number: 1062, message: 'Duplicate entry', at },
  });
  const mariadbError = { Last_IO_Errno: 2003, Last_IO_Error: 'error connecting' };
  expect(statusOf(mariadb, mariadb1011, mariadbError).channels[0]?.ioError).toEqual({
    number: 2003,
    message: 'error connecting',
    at: null,
  });
});

test('filters as they are set', () => {
  const channel = { Replicate_Do_DB: 'shop', Replicate_Wild_Ignore_Table: 'tmp.%' };
  expect(statusOf(mysql, mysql97, channel).channels[0]?.filters).toEqual([
    'Replicate_Do_DB=shop',
    'Replicate_Wild_Ignore_Table=tmp.%',
  ]);
});

test('a multi-line GTID set is one line', () => {
  const variables = { ...mysql97.variables, gtid_executed: 'aaaa:1-5,\nbbbb:1-2' };
  expect(statusOf(mysql, { ...mysql97, variables }).gtid).toMatchObject({ executed: 'aaaa:1-5,bbbb:1-2' });
});

test('channels without a source and those of group replication are left out, their rows kept', () => {
  const group = { Channel_Name: 'group_replication_applier' };
  expect(statusOf(mysql, mysql97, { Source_Host: '' }).channels).toEqual([]);
  const status = statusOf(mysql, mysql97, group);
  expect(status.channels).toEqual([]);
  expect(status.rawChannels).toHaveLength(1);
});

test('a server without binary log has no position', () => {
  const { variables } = mysql97;
  expect(mysql.parse({ channels: [], variables: [variables], binlog: [] }).position).toBeNull();
});

test('an answer without an expected column is no fact', () => {
  const answer = { channels: [{ Source_Host: 'db1' }], variables: [mysql97.variables], binlog: [] };
  expect(() => mysql.parse(answer)).toThrow('has no column');
});
