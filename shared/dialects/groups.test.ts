import { expect, test } from 'vitest';

import type { AccountFacts } from '../domain/facts.ts';
import type { Row } from '../domain/row.ts';
import { parseVersion } from '../domain/server.ts';
import { dialectFor } from './dialect-for.ts';
import { privilegesOf } from './groups/privileges.ts';

const mariadb = dialectFor(parseVersion('10.11.18-MariaDB')).readers;
const mysql = dialectFor(parseVersion('9.7.4')).readers;

const process = (Id: number, User: string, Command: string, Host = '10.0.0.9:4711'): Row => ({
  Id,
  User,
  Host,
  db: null,
  Command,
  Time: 3,
  State: '',
  Info: null,
});

test('sessions by kind, with the age of open transactions', () => {
  const facts = mysql.sessions.parse({
    own: [{ id: 30 }],
    grants: [{ g: 'GRANT PROCESS ON *.* TO `s`@`%`' }],
    transactions: [{ id: 31, age: 12 }],
    processes: [
      process(5, 'event_scheduler', 'Daemon', 'localhost'),
      process(6, 'system user', 'Daemon', ''),
      process(9, 'system user', 'Connect', 'connecting host'),
      process(25, 'repl', 'Binlog Dump GTID'),
      process(30, 'signalbox', 'Query'),
      process(31, 'app', 'Sleep'),
    ],
  });
  expect(facts.complete).toBe(true);
  expect(facts.sessions.map(({ kind }) => kind)).toEqual([
    'event-scheduler',
    'system',
    'applier',
    'dump',
    'own',
    'client',
  ]);
  expect(facts.sessions.map(({ transactionS }) => transactionS)).toEqual([null, null, null, null, null, 12]);
});

test('without PROCESS the list is not complete', () => {
  const grants = [{ g: 'GRANT REPLICATION CLIENT ON *.* TO `s`@`%`' }, { g: 'GRANT PROCESS ON `x`.* TO `s`@`%`' }];
  expect(mysql.sessions.parse({ own: [{ id: 1 }], grants, processes: [] }).complete).toBe(false);
});

test('statements about passwords are not shown', () => {
  const row = { ...process(8, 'app', 'Query'), Info: "SET PASSWORD FOR x = 'geheim'" };
  const facts = mysql.sessions.parse({ own: [{ id: 1 }], grants: [], processes: [row] });
  expect(JSON.stringify(facts)).not.toContain('geheim');
});

test('privileges from grants: names, ALL, and MariaDB’s two spellings', () => {
  expect(privilegesOf([{ g: 'GRANT RELOAD, READ_ONLY ADMIN ON *.* TO `dba`' }]).global).toEqual([
    'READ ONLY ADMIN',
    'RELOAD',
  ]);
  expect(privilegesOf([{ g: "GRANT ALL PRIVILEGES ON *.* TO `root`@`%` IDENTIFIED BY PASSWORD '*1'" }]).all).toBe(true);
  expect(privilegesOf([{ g: 'GRANT USAGE ON *.* TO `a`@`%`' }])).toEqual({ global: [], all: false });
  expect(privilegesOf([{ g: 'GRANT ALL PRIVILEGES ON `app`.* TO `a`@`%`' }]).all).toBe(false);
});

const mariadbAccount = (user: string, access: string, version: string | null, more: Row = {}): Row => ({
  user_name: user,
  host_name: '%',
  access,
  version_id: version,
  plugin: 'mysql_native_password',
  digest: 'd',
  locked: '0',
  is_role: '0',
  ...more,
});

const writers = (accounts: readonly AccountFacts[]): readonly string[] =>
  accounts.filter((account) => account.writesThroughReadOnly).map(({ user }) => user);

test('MariaDB accounts that write through read_only: ALL, the privilege, a role with it; not bare SUPER', () => {
  const { accounts } = mariadb.accounts.parse({
    accounts: [
      mariadbAccount('root', '549755813887', '101118'),
      mariadbAccount('installed', '18446744073709551615', null),
      mariadbAccount('super', '32768', '101118'),
      mariadbAccount('old_super', '32768', '100502'),
      mariadbAccount('repl', '524288', '101118'),
      mariadbAccount('by_role', '0', '101118'),
      mariadbAccount('dba', '8589934592', '101118', { host_name: '', is_role: '1' }),
    ],
    roles: [{ to_name: 'by_role', to_host: '%', role_name: 'dba' }],
  });
  expect(writers(accounts)).toEqual(['root', 'installed', 'old_super', 'by_role']);
  expect(accounts.filter((account) => account.replicationReplica).map(({ user }) => user)).toEqual([
    'root',
    'installed',
    'repl',
  ]);
});

test('before 10.11 bare SUPER writes through read_only', () => {
  const reader = dialectFor(parseVersion('10.6.16-MariaDB')).readers.accounts;
  const { accounts } = reader.parse({ accounts: [mariadbAccount('super', '32768', '100616')], roles: [] });
  expect(writers(accounts)).toEqual(['super']);
});

test('MySQL accounts that write while only read_only is on: SUPER, CONNECTION_ADMIN, a role with either', () => {
  const account = (user: string, isSuper: 'Y' | 'N'): Row => ({
    user_name: user,
    host_name: '%',
    plugin: 'caching_sha2_password',
    digest: 'd',
    locked: 'N',
    replication_replica: 'N',
    super: isSuper,
  });
  const { accounts } = mysql.accounts.parse({
    accounts: [account('root', 'Y'), account('admin', 'N'), account('by_role', 'N'), account('app', 'N')],
    admins: [
      { user_name: 'admin', host_name: '%' },
      { user_name: 'ops', host_name: '%' },
    ],
    roles: [{ role_name: 'ops', role_host: '%', to_name: 'by_role', to_host: '%' }],
  });
  expect(writers(accounts)).toEqual(['root', 'admin', 'by_role']);
});

test('replicas: listed ones, unlisted dump threads, and those that register without a host', () => {
  const dump = [process(5, 'repl', 'Binlog Dump', '10.0.0.2:5000'), process(6, 'repl', 'Binlog Dump', '10.0.0.3:5000')];
  const listed = { Server_id: 2, Host: '10.0.0.2', Port: 3306, Master_id: 1 };
  expect(mariadb.replicas.parse({ list: [listed], processes: dump })).toEqual([
    { host: '10.0.0.2', port: 3306, serverId: 2, uuid: null, via: 'replica-list' },
    { host: '10.0.0.3', port: null, serverId: null, uuid: null, via: 'processlist' },
  ]);
  const nameless = { Server_Id: 12, Host: '', Port: 3307, Source_Id: 1, Replica_UUID: 'u' };
  expect(mysql.replicas.parse({ list: [nameless], processes: dump.slice(0, 1) })).toEqual([
    { host: '10.0.0.2', port: 3307, serverId: 12, uuid: 'u', via: 'replica-list' },
  ]);
});

test('settings: switches, marks of unsupported clusters, the clock', () => {
  const variable = (Variable_name: string, Value: string): Row => ({ Variable_name, Value });
  const facts = mariadb.settings.parse({
    variables: [
      variable('log_bin', 'ON'),
      variable('log_slave_updates', 'OFF'),
      variable('wsrep_on', 'ON'),
      variable('version_comment', 'MariaDB on Azure'),
      variable('sql_mode', 'STRICT_TRANS_TABLES'),
    ],
    binlogStatus: [{ File: 'b.1', Position: 4, Binlog_Do_DB: 'shop', Binlog_Ignore_DB: '' }],
    clock: [{ now_s: '1795449419.038094' }],
  });
  expect(facts).toMatchObject({
    logBin: true,
    logReplicaUpdates: false,
    binlogFilters: ['Binlog_Do_DB=shop'],
    unsupportedMarks: ['wsrep', 'managed:azure'],
    serverTimeMs: 1795449419038,
    compared: { sql_mode: 'STRICT_TRANS_TABLES' },
  });
});

test('group replication is a mark', () => {
  const rest = { variables: [], binlogStatus: [], clock: [{ now_s: '1' }] };
  expect(mysql.settings.parse({ ...rest, members: [{ members: 3 }] }).unsupportedMarks).toEqual(['group-replication']);
  expect(mysql.settings.parse({ ...rest, members: [{ members: 0 }] }).unsupportedMarks).toEqual([]);
});

test('events with their definer, whatever is in its name', () => {
  const row = {
    event_schema: 'shop',
    event_name: 'e',
    event_definer: 'a@b@10.%',
    event_status: 'REPLICA_SIDE_DISABLED',
  };
  expect(mysql.events.parse({ events: [row] }).events).toEqual([
    { schema: 'shop', name: 'e', definer: { user: 'a@b', host: '10.%' }, status: 'replica-side-disabled' },
  ]);
});

test('credentials: kept readable or not, never themselves', () => {
  const channels = [
    { Channel_Name: '', Source_User: 'repl' },
    { Channel_Name: 'b', Source_User: 'other' },
  ];
  const facts = mysql.credentials.parse({ kept: [{ channel: '', user_name: 'repl', readable: 1 }], channels });
  expect(facts.channels).toEqual([
    { channel: '', user: 'repl', readable: true },
    { channel: 'b', user: 'other', readable: false },
  ]);
});

test('workers: the furthest of each channel whose state is in tables; without the privilege nothing', () => {
  const workers = [
    { channel: '', log_file: 'binlog.000009', log_pos: 900 },
    { channel: '', log_file: 'binlog.000010', log_pos: 158 },
  ];
  expect(mysql.workers.parse({ kept: [{ channel: '' }, { channel: 'b' }], workers }).channels).toEqual([
    { channel: '', furthest: { file: 'binlog.000010', offset: 158 } },
    { channel: 'b', furthest: null },
  ]);
  expect(mysql.workers.parse({ kept: [{ channel: '' }], workers: undefined }).channels).toEqual([]);
  expect(mysql.workers.parse({ kept: undefined, workers: [] }).channels).toEqual([]);
});

test.each(['5.5.62', '0.0.0', 'nonsense', '10.4.33-MariaDB'])('version %s is not supported', (text) => {
  expect(() => dialectFor(parseVersion(text))).toThrow(/Signalbox knows/);
});

test('a binary log that is read by whoever reads the list is no replica', () => {
  const reader = { ...process(8, 'signalbox', 'Query', '10.0.0.9:4001'), Info: 'SHOW PROCESSLIST' };
  const dump = process(7, 'signalbox', 'Binlog Dump', '10.0.0.9:4000');
  const replica = process(5, 'repl', 'Binlog Dump', '10.0.0.2:5000');
  expect(mysql.replicas.parse({ list: [], processes: [reader, dump] })).toEqual([]);
  expect(mysql.replicas.parse({ list: [], processes: [reader, dump, replica] }).map(({ host }) => host)).toEqual([
    '10.0.0.2',
  ]);
});
