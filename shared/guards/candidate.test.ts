import { describe, expect, test } from 'vitest';
import type { GtidFacts } from '../domain/facts.ts';
import { sameFormat } from './binlog.ts';
import { candidateDirect, candidateLag, pairChannel, singleChannel, sourceHasNoInbound } from './candidate.ts';
import { exampleChannel, exampleNow, type Bend } from './testing/facts.ts';
import { factsFresh, serverReachable } from './reachability.ts';
import { noErrantTransactions, oneWriter, sourceWritable } from './writers.ts';
import { judged, type Case } from './testing/judges.ts';

const u = '00000000-0000-4000-8000-000000000001';
const mysql = (executed: string, purged = ''): GtidFacts => ({ kind: 'mysql', mode: 'ON', executed, purged });
const mariadb = (binlogState: string, slavePos = ''): GtidFacts => ({
  kind: 'mariadb',
  binlogPos: binlogState,
  binlogState,
  slavePos,
  currentPos: slavePos,
  strict: false,
  domainId: 0,
});
const behind = (seconds: number | null, executed = 100): Bend => ({
  status: {
    gtid: { kind: 'none' },
    channels: [
      exampleChannel('db1', { secondsBehind: seconds, executed: { file: 'binlog.000001', offset: executed } }),
    ],
  },
});
const at500: Bend = { status: { position: { file: 'binlog.000001', offset: 500 } } };
const lag = candidateLag.ref({ candidate: 'db2', channel: '', source: 'db1', limitS: 20 });
const errant = noErrantTransactions.ref({ replica: 'db2', source: 'db1', part: 'candidate' });
const errantReplica = noErrantTransactions.ref({ replica: 'db2', source: 'db1', part: 'replica' });
const following = (host: string): Bend => ({ status: { channels: [exampleChannel(host)] } });

const cases: readonly Case[] = [
  {
    name: 'a server that answers',
    ref: serverReachable.ref({ server: 'db1', part: 'source' }),
    verdict: 'pass',
    says: 'answers',
  },
  {
    name: 'a candidate that can’t be read',
    ref: serverReachable.ref({ server: 'db2', part: 'candidate' }),
    db2: { status: null },
    verdict: 'block',
    says: 'does not answer: denied',
  },
  {
    name: 'facts of 5 s ago',
    ref: factsFresh.ref({ server: 'db1', limitMs: 5000 }),
    now: exampleNow + 5000,
    verdict: 'pass',
    says: '5000 ms ago',
  },
  {
    name: 'facts of 5.1 s ago',
    ref: factsFresh.ref({ server: 'db1', limitMs: 5000 }),
    now: exampleNow + 5100,
    verdict: 'block',
    says: '5.1 s old',
  },
  { name: 'lag under 2 s', ref: lag, db1: at500, db2: behind(2), verdict: 'pass', says: '2 s behind' },
  { name: 'lag under the limit', ref: lag, db1: at500, db2: behind(20), verdict: 'warn', says: '20 s behind' },
  { name: 'lag over the limit', ref: lag, db1: at500, db2: behind(21), verdict: 'block', says: 'limit of 20 s' },
  { name: 'unknown lag', ref: lag, db1: at500, db2: behind(null), verdict: 'block', says: 'not known' },
  {
    name: 'seconds of a candidate at the position of its source',
    ref: lag,
    db1: at500,
    db2: behind(300, 500),
    verdict: 'pass',
    says: 'caught up',
  },
  {
    name: 'seconds of a candidate that holds every transaction',
    ref: lag,
    db1: { status: { position: { file: 'binlog.000001', offset: 500 }, gtid: mysql(`${u}:1-9`) } },
    db2: { status: { gtid: mysql(`${u}:1-9`), channels: [exampleChannel('db1', { secondsBehind: 300 })] } },
    verdict: 'pass',
    says: 'caught up',
  },
  {
    name: 'two inbound channels',
    ref: singleChannel.ref({ server: 'db2', part: 'candidate' }),
    db2: { status: { channels: [exampleChannel('db1'), exampleChannel('db9', { name: 'b' })] } },
    verdict: 'block',
    says: '2 channels',
  },
  {
    name: 'a source that itself follows',
    ref: sourceHasNoInbound.ref({ source: 'db1', except: null }),
    db1: following('db9'),
    verdict: 'block',
    says: 'db9:3306',
  },
  {
    name: 'a source that follows its partner',
    ref: sourceHasNoInbound.ref({ source: 'db1', except: '' }),
    db1: following('db2'),
    verdict: 'pass',
    says: 'but its partner',
  },
  {
    name: 'a replica of a pair that is not its partner',
    ref: candidateDirect.ref({ candidate: 'db3', relation: 'beside-pair', via: 'db1', partner: 'db2' }),
    verdict: 'block',
    says: 'forms a pair with db2',
  },
  {
    name: 'a pair that replicates both ways',
    ref: pairChannel.ref({ source: 'db1', partner: 'db2', channel: '' }),
    db1: following('db2'),
    verdict: 'pass',
    says: 'goes on by that channel',
  },
  {
    name: 'a pair whose source does not follow any more',
    ref: pairChannel.ref({ source: 'db1', partner: 'db2', channel: '' }),
    db1: { status: { channels: [exampleChannel('db2', { sql: 'no' })] } },
    verdict: 'block',
    says: 'SQL no',
  },
  {
    name: 'a pair whose source follows with a delay',
    ref: pairChannel.ref({ source: 'db1', partner: 'db2', channel: '' }),
    db1: { status: { channels: [exampleChannel('db2', { delayS: 60 })] } },
    verdict: 'block',
    says: '60 s behind on purpose',
  },
  {
    name: 'a pair whose source filters',
    ref: pairChannel.ref({ source: 'db1', partner: 'db2', channel: '' }),
    db1: { status: { channels: [exampleChannel('db2', { filters: ['Replicate_Do_DB=shop'] })] } },
    verdict: 'block',
    says: 'Replicate_Do_DB=shop',
  },
  {
    name: 'a pair of which both take writes',
    ref: oneWriter.ref({ server: 'db2', source: 'db1', closable: true, paired: true }),
    db2: { status: { readOnly: false } },
    verdict: 'block',
    says: 'both take writes',
  },
  {
    name: 'another binlog format',
    ref: sameFormat.ref({ source: 'db1', candidate: 'db2' }),
    db2: { settings: { binlogFormat: 'MIXED' } },
    verdict: 'warn',
    says: 'ROW → MIXED',
  },
  {
    name: 'another row image',
    ref: sameFormat.ref({ source: 'db1', candidate: 'db2' }),
    db2: { settings: { binlogRowImage: 'MINIMAL' } },
    verdict: 'warn',
    says: 'FULL → MINIMAL',
  },
  {
    name: 'no errant transactions',
    ref: errant,
    db1: { status: { gtid: mysql(`${u}:1-9`) } },
    db2: { status: { gtid: mysql(`${u}:1-8`) } },
    verdict: 'pass',
    says: 'nothing that db1 does not have',
  },
  {
    name: 'errant transactions of another replica',
    ref: errantReplica,
    db1: { status: { gtid: mysql('') } },
    db2: { status: { gtid: mysql(`${u}:1`) } },
    verdict: 'warn',
    says: `${u}:1`,
  },
  {
    name: 'without GTIDs nothing can be told',
    ref: errant,
    db1: { status: { gtid: { kind: 'none' } } },
    db2: { status: { gtid: { kind: 'none' } } },
    verdict: 'warn',
    says: "can't be told",
  },
  {
    name: 'an old MariaDB write of a candidate that once was a source',
    ref: errant,
    db1: { status: { gtid: mariadb('0-1-9') } },
    db2: { status: { gtid: mariadb('0-2-5,0-1-9', '0-1-9') } },
    verdict: 'loss',
    says: 'wrote by itself',
  },
  {
    name: 'the same of another replica',
    ref: errantReplica,
    db1: { status: { gtid: mariadb('0-1-9') } },
    db2: { status: { gtid: mariadb('0-2-5,0-1-9', '0-1-9') } },
    verdict: 'warn',
    says: 'wrote by itself',
  },
  {
    name: 'a writable replica that can’t be compared',
    ref: oneWriter.ref({ server: 'db2', source: 'db1', closable: true }),
    db2: { status: { readOnly: false, gtid: { kind: 'none' } } },
    verdict: 'warn',
    says: 'writable',
  },
  {
    name: 'a source that is read-only',
    ref: sourceWritable.ref({ source: 'db1' }),
    verdict: 'warn',
    says: 'read-only now',
  },
];

describe('guards of the servers’ replication', () => {
  test.each(cases)('$name: $verdict', (situation) => {
    const { code, verdict, message, cure } = judged(situation);
    expect({ code, verdict }).toEqual({ code: situation.ref.guard, verdict: situation.verdict });
    expect(message).toContain(situation.says);
    expect(cure === null).toBe(verdict === 'pass');
  });
});
