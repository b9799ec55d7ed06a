import { expect, test } from 'vitest';
import type { GtidFacts } from '../domain/facts.ts';
import {
  attachAccount,
  coordinatesOfSource,
  logsWhatItGets,
  sourceLeavesOut,
  startInLog,
  writersOfReplica,
} from './attach.ts';
import { ownTransactions, startOfHistory } from './attach-gtid.ts';
import { unwrittenSince, type OwnEnd } from './attach-import.ts';
import { catchesUp, filtersNothing, holdsExactly } from './proofs/attach.ts';
import { exampleAccount, exampleChannel, exampleSession, type Bend } from './testing/facts.ts';
import { judged, type Case } from './testing/judges.ts';

const a = '00000000-0000-4000-8000-000000000001';
const b = '00000000-0000-4000-8000-000000000002';
const mysql = (executed: string, purged = ''): Bend => ({
  status: { gtid: { kind: 'mysql', mode: 'ON', executed, purged } },
});
const mariadbGtid = (binlogState: string, slavePos: string): GtidFacts => ({
  kind: 'mariadb',
  binlogPos: binlogState,
  binlogState,
  slavePos,
  currentPos: slavePos,
  strict: false,
  domainId: 0,
});
const mariadb = (binlogState: string, slavePos = ''): Bend => ({
  status: { gtid: mariadbGtid(binlogState, slavePos) },
});

/** db2 is to follow db1. */
const pair = { server: 'db2', to: 'db1' };
const history = (gtid: string, firstGtid: string | null = null, dropsOwnLog = false) =>
  startOfHistory.ref({ ...pair, gtid, dropsOwnLog, firstGtid });
const own = (gtid: string | null, dropsOwnLog = false) => ownTransactions.ref({ ...pair, gtid, dropsOwnLog });
const position = { file: 'binlog.000001', offset: 90 };
const place = (kind: 'boundary' | 'inside-transaction' | 'past-end' | 'no-such-file') =>
  startInLog.ref({ to: 'db1', position, kind, text: 'that place' });
const owner = (bend: Partial<Parameters<typeof coordinatesOfSource.ref>[0]>) =>
  coordinatesOfSource.ref({ to: 'db1', byGtid: false, owner: null, named: null, ...bend });
const account = (bend: Partial<Parameters<typeof attachAccount.ref>[0]> = {}) =>
  attachAccount.ref({ to: 'db1', user: 'repl', configured: true, kept: null, ...bend });
const from = { file: 'binlog.000001', offset: 4, gtid: '' };
const gets = catchesUp.ref({ server: 'db2', channel: '', from });
const channel = (bend: Parameters<typeof exampleChannel>[1]): Bend => ({
  status: { channels: [exampleChannel('db1', bend)] },
});
const statements: Bend = { settings: { binlogFormat: 'STATEMENT' } };

const cases: readonly Case[] = [
  { name: 'coordinates of the server', ref: owner({ owner: 'db1' }), verdict: 'pass', says: 'of the log of db1' },
  { name: 'coordinates of another', ref: owner({ owner: 'db3' }), verdict: 'block', says: 'in the log of db3' },
  { name: 'GTIDs of another', ref: owner({ owner: 'db3', byGtid: true }), verdict: 'pass', says: 'the same in every' },
  { name: 'coordinates of nobody', ref: owner({}), verdict: 'warn', says: 'is not said' },
  { name: 'coordinates of a stranger', ref: owner({ named: 'x:1' }), verdict: 'warn', says: 'of x:1' },

  { name: 'the start of a transaction', ref: place('boundary'), verdict: 'pass', says: 'that place' },
  { name: 'half a transaction', ref: place('inside-transaction'), verdict: 'block', says: 'that place' },
  { name: 'a purged file', ref: place('no-such-file'), verdict: 'block', says: 'that place' },
  { name: 'past the end', ref: place('past-end'), verdict: 'block', says: 'that place' },

  {
    name: 'a part of its history',
    ref: history(`${a}:1-5`),
    db1: mysql(`${a}:1-9`),
    verdict: 'pass',
    says: 'still has',
  },
  {
    name: 'history that it never had',
    ref: history(`${a}:1-5,${b}:1`),
    db1: mysql(`${a}:1-9`),
    verdict: 'block',
    says: `never executed ${b}:1`,
  },
  {
    name: 'history that is purged',
    ref: history(`${a}:1-5`),
    db1: mysql(`${a}:1-9`, `${a}:1-7`),
    verdict: 'block',
    says: `${a}:6-7`,
  },
  {
    name: 'purged, and executed by the server itself',
    ref: history(`${a}:1-5`),
    db1: mysql(`${a}:1-9`, `${a}:1-7`),
    db2: mysql(`${a}:6-7`),
    verdict: 'pass',
    says: 'still has',
  },
  {
    name: 'the same when its own log is dropped',
    ref: history(`${a}:1-5`, null, true),
    db1: mysql(`${a}:1-9`, `${a}:1-7`),
    db2: mysql(`${a}:6-7`),
    verdict: 'block',
    says: `${a}:6-7`,
  },
  {
    name: 'GTIDs off',
    ref: history(`${a}:1-5`),
    db1: { status: { gtid: { kind: 'mysql', mode: 'OFF_PERMISSIVE', executed: '', purged: '' } } },
    verdict: 'block',
    says: 'OFF_PERMISSIVE',
  },
  {
    name: 'MariaDB: a place of its log',
    ref: history('0-1-5', '0-1-3'),
    db1: mariadb('0-1-9'),
    db2: mariadb(''),
    verdict: 'pass',
    says: 'still has',
  },
  {
    name: 'MariaDB: a place before its oldest file',
    ref: history('0-1-5', '0-1-7'),
    db1: mariadb('0-1-9'),
    db2: mariadb(''),
    verdict: 'block',
    says: 'purged',
  },
  {
    name: 'MariaDB: of another server’s writes',
    ref: history('0-7-5', '0-1-3'),
    db1: mariadb('0-1-9'),
    db2: mariadb(''),
    verdict: 'block',
    says: 'does not have 0-7-5',
  },

  {
    name: 'nothing of its own',
    ref: own(`${a}:1-5`),
    db1: mysql(`${a}:1-9`),
    verdict: 'pass',
    says: 'no transactions',
  },
  {
    name: 'the import itself, by GTID',
    ref: own(`${a}:1-5`),
    db1: mysql(`${a}:1-9`),
    db2: mysql(`${b}:1-40`),
    verdict: 'block',
    says: '40 transactions',
  },
  {
    name: 'the import itself, by file',
    ref: own(null),
    db1: mysql(`${a}:1-9`),
    db2: mysql(`${b}:1-40`),
    verdict: 'warn',
    says: '40 transactions',
  },
  {
    name: 'the import itself, dropped',
    ref: own(`${a}:1-5`, true),
    db1: mysql(`${a}:1-9`),
    db2: mysql(`${b}:1-40`),
    verdict: 'pass',
    says: 'is dropped first',
  },
  {
    name: 'further than the coordinates',
    ref: own(`${a}:1-5`),
    db1: mysql(`${a}:1-9`),
    db2: mysql(`${a}:1-8`),
    verdict: 'block',
    says: 'beyond these coordinates',
  },
  {
    name: 'MariaDB: an import that may be of earlier',
    ref: own('0-1-5'),
    db1: mariadb('0-1-9'),
    db2: mariadb('0-2-3'),
    verdict: 'warn',
    says: '0-2-3',
  },
  {
    name: 'MariaDB: the import itself',
    ref: own('0-1-5'),
    db1: mariadb('0-1-9'),
    db2: mariadb('0-2-12'),
    verdict: 'block',
    says: '0-2-12',
  },

  {
    name: 'an account',
    ref: account(),
    db1: { accounts: { accounts: [exampleAccount()] } },
    verdict: 'pass',
    says: '‘repl’',
  },
  { name: 'no account there', ref: account(), verdict: 'block', says: 'no usable account ‘repl’' },
  { name: 'no account known', ref: account({ configured: false }), verdict: 'block', says: 'No replication account' },

  {
    name: 'filters',
    ref: filtersNothing.ref({ server: 'db2', channel: '' }),
    db2: channel({ filters: ['Replicate_Do_DB=shop'] }),
    verdict: 'block',
    says: 'Replicate_Do_DB=shop',
  },
  {
    name: 'no filters',
    ref: filtersNothing.ref({ server: 'db2', channel: '' }),
    db2: channel({}),
    verdict: 'pass',
    says: 'filters nothing',
  },
  {
    name: 'a log with databases left out',
    ref: sourceLeavesOut.ref({ to: 'db1' }),
    db1: { settings: { binlogFilters: ['Binlog_Do_DB=shop'] } },
    verdict: 'warn',
    says: 'Binlog_Do_DB=shop',
  },
  { name: 'rows into statements', ref: logsWhatItGets.ref(pair), db2: statements, verdict: 'warn', says: '1726' },
  {
    name: 'statements into statements',
    ref: logsWhatItGets.ref(pair),
    db1: statements,
    db2: statements,
    verdict: 'pass',
    says: 'can log',
  },
  { name: 'a closed server', ref: writersOfReplica.ref({ server: 'db2' }), verdict: 'pass', says: 'read-only' },
  {
    name: 'an open one with somebody on it',
    ref: writersOfReplica.ref({ server: 'db2' }),
    db2: { status: { readOnly: false }, sessions: { sessions: [exampleSession()] } },
    verdict: 'warn',
    says: '1 session is connected (‘app’)',
  },

  {
    name: 'holds it',
    ref: holdsExactly.ref({ server: 'db2', gtid: `${a}:1-5` }),
    db2: mysql(`${a}:1-5`),
    verdict: 'pass',
    says: `${a}:1-5`,
  },
  {
    name: 'holds more',
    ref: holdsExactly.ref({ server: 'db2', gtid: `${a}:1-5` }),
    db2: mysql(`${a}:1-6`),
    verdict: 'block',
    says: `${a}:1-6`,
  },
  {
    name: 'holds what it said before',
    ref: holdsExactly.ref({ server: 'db2', gtid: `${a}:1-5`, or: '' }),
    db2: mysql(''),
    verdict: 'pass',
    says: 'nothing',
  },
  {
    name: 'holds more, and may',
    ref: holdsExactly.ref({ server: 'db2', gtid: `${a}:1-5`, orBeyond: true }),
    db2: mysql(`${a}:1-6`),
    verdict: 'pass',
    says: `${a}:1-6`,
  },
  {
    name: 'holds less, and may hold more',
    ref: holdsExactly.ref({ server: 'db2', gtid: '0-1-5', orBeyond: true }),
    db2: mariadb('', '0-1-4'),
    verdict: 'block',
    says: '0-1-4',
  },
  { name: 'has caught up', ref: gets, db2: channel({}), verdict: 'pass', says: 'caught up' },
  { name: 'has stopped', ref: gets, db2: channel({ sql: 'no' }), verdict: 'block', says: 'SQL no' },
  {
    name: 'is behind and stays there',
    ref: gets,
    db2: channel({
      secondsBehind: 9,
      received: { file: 'binlog.000001', offset: 500 },
      relay: { file: 'r.2', offset: 9 },
    }),
    verdict: 'block',
    says: 'does not get on',
  },
  {
    name: 'is behind and gets on',
    ref: gets,
    db2: channel({
      secondsBehind: 9,
      executed: { file: 'binlog.000001', offset: 90 },
      received: { file: 'binlog.000001', offset: 500 },
    }),
    verdict: 'pass',
    says: 'gets on',
  },
];

test.each(cases)('$name: $verdict', (situation) => {
  const { verdict, message } = judged(situation);
  expect(message).toContain(situation.says);
  expect(verdict).toBe(situation.verdict);
});

const at = (offset: number, file = 'binlog.000003') => ({ position: { file, offset } });
const since = (then: OwnEnd) => unwrittenSince.ref({ server: 'db2', importId: 'i1', then });
const none: Bend = { status: { gtid: { kind: 'none' }, ...at(90) } };

const sinceImport: readonly Case[] = [
  {
    name: 'nothing by GTID',
    ref: since({ ...at(4), gtid: `${a}:1-5` }),
    db2: mysql(`${a}:1-5`),
    verdict: 'pass',
    says: 'nothing',
  },
  {
    name: 'more by GTID',
    ref: since({ ...at(4), gtid: `${a}:1-5` }),
    db2: mysql(`${a}:1-7`),
    verdict: 'loss',
    says: `${a}:6-7`,
  },
  {
    name: 'a reset by GTID',
    ref: since({ ...at(4), gtid: `${a}:1-5` }),
    db2: mysql(''),
    verdict: 'warn',
    says: 'anew',
  },
  { name: 'nothing by file', ref: since({ ...at(90), gtid: null }), db2: none, verdict: 'pass', says: 'nothing' },
  { name: 'more by file', ref: since({ ...at(50), gtid: null }), db2: none, verdict: 'loss', says: 'binlog.000003:50' },
  {
    name: 'another file',
    ref: since({ ...at(50, 'binlog.000002'), gtid: null }),
    db2: none,
    verdict: 'warn',
    says: 'anew',
  },
  {
    name: 'no log',
    ref: since({ ...at(50), gtid: null }),
    db2: { status: { position: null } },
    verdict: 'warn',
    says: 'no binary log',
  },
];

test.each(sinceImport)('since the import, $name: $verdict', (situation) => {
  const { verdict, message } = judged(situation);
  expect(message).toContain(situation.says);
  expect(verdict).toBe(situation.verdict);
});
