import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../domain/error-codes.ts';
import type { ServerView } from '../domain/topology.ts';
import { findingsOf } from './findings.ts';
import { exampleChannel as channelFacts, exampleFacts } from './topology/example-facts.ts';
import type { SeenCluster } from './findings/draft.ts';
import {
  exampleChannel,
  exampleCluster,
  exampleNow,
  exampleReplica,
  exampleServer,
  mysqlGtid,
} from './findings/example-cluster.ts';

type Servers = Parameters<typeof exampleCluster>[0];

const m = exampleServer('m');
const s1 = exampleReplica('s1', 'm');
const s2 = exampleReplica('s2', 'm');

const gone = (code: ErrorCode = 'server-unreachable'): Partial<ServerView> => ({
  reason: { code, message: 'No answer within 2 s.' },
  role: 'unreachable',
  writable: null,
  position: null,
  serverId: null,
  uuid: null,
});
const deadM = exampleServer('m', { view: gone() });
const failing = (number: number, message: string, thread: 'io' | 'sql') => ({
  error: { number, message, at: null, thread },
});
const refused = failing(2003, "Can't connect to MySQL server on 'm'", 'io');
const u = (letter: string): string => `${letter.repeat(8)}-0000-4000-8000-000000000000`;
const mariadb = (binlogState: string) => ({
  kind: 'mariadb' as const,
  binlogPos: '',
  binlogState,
  slavePos: '',
  currentPos: '',
  strict: false,
  domainId: 0,
});
const withState = (serverId: number, binlogState: string) => ({
  identity: { serverId },
  status: { gtid: mariadb(binlogState) },
});

function said(seen: SeenCluster): readonly string[] {
  return findingsOf({ ...seen, since: () => 5 }).map(
    ({ severity, code, server }) => `${severity} ${code}${server === null ? '' : ` ${server}`}`,
  );
}

type Case = readonly [name: string, servers: Servers, findings: readonly string[]];

const reachability: readonly Case[] = [
  ['a healthy cluster', [m, s1, s2], []],
  ['a single server', [m], []],
  [
    'a source that nobody reaches',
    [
      deadM,
      exampleReplica('s1', 'm', { io: 'connecting', ...refused }),
      exampleReplica('s2', 'm', { io: 'connecting' }),
    ],
    ['critical master-dead m'],
  ],
  [
    'a source that a replica gave up on',
    [deadM, exampleReplica('s1', 'm', { io: 'no', ...refused })],
    ['critical master-dead m', 'critical replication-stopped s1'],
  ],
  ['a source out of reach from here only', [deadM, s1, s2], ['critical server-unreachable m']],
  [
    'a source that one replica still hears',
    [deadM, exampleReplica('s1', 'm', { io: 'connecting', ...refused }), s2],
    ['critical server-unreachable m', 'critical replication-connecting s1'],
  ],
  [
    'a source whose replicas were stopped by hand',
    [deadM, exampleReplica('s1', 'm', { io: 'no' })],
    ['critical server-unreachable m', 'warning replication-stopped s1'],
  ],
  [
    'a source that refuses our login while a replica connects',
    [exampleServer('m', { view: gone('server-access-denied') }), exampleReplica('s1', 'm', { io: 'connecting' })],
    ['critical server-unreachable m', 'warning replication-connecting s1'],
  ],
  ['a source without witnesses', [deadM], ['warning server-unreachable m']],
  ['a dead replica', [m, s1, exampleReplica('s2', 'm', {}, { view: gone() })], ['warning server-unreachable s2']],
  [
    'a dead intermediate server',
    [m, exampleReplica('s1', 'm', {}, { view: gone() }), exampleReplica('t', 's1', { io: 'connecting', ...refused })],
    ['critical server-unreachable s1', 'critical replication-connecting t'],
  ],
  [
    'the dead active half of a pair',
    [exampleReplica('m', 's1', {}, { view: gone() }), exampleReplica('s1', 'm', { io: 'connecting', ...refused })],
    ['critical master-dead m'],
  ],
  [
    'a slow server',
    [m, exampleReplica('s1', 'm', {}, { view: { stale: true, readAt: exampleNow - 9000 } })],
    ['warning server-stale s1'],
  ],
];

const replication: readonly Case[] = [
  ['a thread stopped by hand', [m, exampleReplica('s1', 'm', { sql: 'no' })], ['warning replication-stopped s1']],
  [
    'a duplicate key',
    [m, exampleReplica('s1', 'm', { sql: 'no', ...failing(1062, 'Duplicate entry', 'sql') })],
    ['critical replication-stopped s1'],
  ],
  ['just started', [m, exampleReplica('s1', 'm', { io: 'connecting' })], ['warning replication-connecting s1']],
  [
    'a wrong password',
    [m, exampleReplica('s1', 'm', { io: 'connecting', ...failing(1045, 'Access denied', 'io') })],
    ['critical replication-connecting s1'],
  ],
  ['lag at the limit', [m, exampleReplica('s1', 'm', { lag: { seconds: 20, kind: 'reported' } })], []],
  [
    'lag over the limit',
    [m, exampleReplica('s1', 'm', { lag: { seconds: 21, kind: 'measured' } })],
    ['warning replica-lagging s1'],
  ],
  ['a wanted delay', [m, exampleReplica('s1', 'm', { lag: { seconds: 3610, kind: 'reported' }, delayS: 3600 })], []],
  ['unknown lag', [m, exampleReplica('s1', 'm', { lag: { seconds: null, kind: 'unknown' } })], []],
];

const writable = { view: { writable: true } };
const closed = { view: { writable: false } };
const writers: readonly Case[] = [
  ['a writable replica', [m, exampleReplica('s1', 'm', {}, writable), s2], ['warning writable-slave s1']],
  ['everything read-only', [exampleServer('m', closed), s1], ['critical no-writable-master']],
  [
    'only a replica writable',
    [exampleServer('m', closed), exampleReplica('s1', 'm', {}, writable)],
    ['critical no-writable-master', 'warning writable-slave s1'],
  ],
  ['a former source that came back', [m, s1, exampleServer('old')], ['critical two-writable-servers']],
  ['one that came back and was closed', [m, s1, exampleServer('old', closed)], ['warning follows-nobody old']],
  [
    'one that was closed, while nobody knows who takes writes',
    [deadM, s1, exampleServer('old', closed)],
    ['critical server-unreachable m'],
  ],
  ['a pair with one writer', [exampleReplica('m', 's1', {}, writable), exampleReplica('s1', 'm')], []],
  [
    'a pair with two writers',
    [exampleReplica('m', 's1', {}, writable), exampleReplica('s1', 'm', {}, writable)],
    ['critical two-writable-servers'],
  ],
  ['a pair without a writer', [exampleReplica('m', 's1'), exampleReplica('s1', 'm')], ['critical no-writable-master']],
  [
    'two sources that feed one replica',
    [
      m,
      exampleServer('n'),
      exampleReplica(
        's1',
        'm',
        {},
        { view: { channels: [exampleChannel('m', { name: 'a' }), exampleChannel('n', { name: 'b' })] } },
      ),
    ],
    [],
  ],
  ['a replica of a source that was not found', [exampleReplica('s1', 'elsewhere')], []],
  [
    'a second writer known only from an old reading',
    [m, s1, exampleServer('old', { view: { stale: true } })],
    ['warning server-stale old'],
  ],
];

const own = (executed: string, readAt = exampleNow) => ({ status: { gtid: mysqlGtid(executed) }, readAt });
const consistency: readonly Case[] = [
  ['equal sets', [exampleServer('m', own(`${u('a')}:1-9`)), exampleReplica('s1', 'm', {}, own(`${u('a')}:1-9`))], []],
  [
    'a write on the replica',
    [exampleServer('m', own(`${u('a')}:1-9`)), exampleReplica('s1', 'm', {}, own(`${u('a')}:1-9,${u('b')}:1`))],
    ['warning errant-transactions s1'],
  ],
  [
    'a source read before its replica',
    [exampleServer('m', own(`${u('a')}:1-9`, exampleNow - 1)), exampleReplica('s1', 'm', {}, own(`${u('a')}:1-12`))],
    [],
  ],
  [
    'a pair, each ahead with its own writes',
    [
      exampleReplica('m', 's1', {}, { ...own(`${u('a')}:1-12`), ...writable }),
      exampleReplica('s1', 'm', {}, own(`${u('a')}:1-9`)),
    ],
    [],
  ],
  [
    'a chain in which the middle was written to',
    [
      exampleServer('m', own(`${u('a')}:1-9`)),
      exampleReplica('s1', 'm', {}, own(`${u('a')}:1-9,${u('b')}:1`)),
      exampleReplica('t', 's1', {}, own(`${u('a')}:1-9,${u('b')}:1`)),
    ],
    ['warning errant-transactions s1'],
  ],
  [
    'MariaDB: a write on the replica',
    [exampleServer('m', withState(1, '0-1-16')), exampleReplica('s1', 'm', {}, withState(2, '0-1-16,0-2-17'))],
    ['warning errant-transactions s1'],
  ],
  [
    'MariaDB: a re-seeded source, but another replica has it',
    [
      exampleServer('m', withState(1, '0-1-150')),
      exampleReplica('s1', 'm', {}, withState(2, '0-1-150,0-2-101')),
      exampleReplica('s2', 'm', {}, withState(3, '0-1-150,0-2-101')),
    ],
    [],
  ],
  [
    'MariaDB: nobody else has it',
    [
      exampleServer('m', withState(1, '0-1-150')),
      exampleReplica('s1', 'm', {}, withState(2, '0-1-150,0-2-101')),
      exampleReplica('s2', 'm', {}, withState(3, '0-1-150')),
    ],
    ['warning errant-transactions s1'],
  ],
];

const identity: readonly Case[] = [
  [
    'one server_id twice',
    [
      m,
      exampleReplica('s1', 'm', {}, { identity: { serverId: 7 } }),
      exampleReplica('s2', 'm', {}, { identity: { serverId: 7 } }),
    ],
    ['critical duplicate-server-id'],
  ],
  [
    'one uuid twice',
    [
      m,
      exampleReplica('s1', 'm', {}, { identity: { uuid: u('m') } }),
      exampleReplica('s2', 'm', {}, { identity: { uuid: u('m') } }),
    ],
    ['critical duplicate-server-id'],
  ],
  [
    'a replica that the source takes for itself',
    [
      m,
      exampleReplica('s1', 'm', {
        io: 'no',
        ...failing(
          13117,
          'Fatal error: The replica I/O thread stops because source and replica have equal MySQL server ids; these ids must be different',
          'io',
        ),
      }),
    ],
    ['critical replication-stopped s1', 'critical duplicate-server-id s1'],
  ],
];

const noLog = { settings: { logBin: false } };
const unlogged = { settings: { logReplicaUpdates: false } };
const logs: readonly Case[] = [
  ['a source without a log', [exampleServer('m', noLog), s1], ['critical binlog-off m']],
  ['a single server without a log', [exampleServer('m', noLog)], []],
  ['one replica of two without a log', [m, s1, exampleReplica('s2', 'm', {}, noLog)], []],
  ['the only replica without a log', [m, exampleReplica('s1', 'm', {}, noLog)], ['warning binlog-off s1']],
  [
    'an intermediate that logs nothing it receives',
    [m, exampleReplica('s1', 'm', {}, unlogged), exampleReplica('t', 's1')],
    ['critical log-replica-updates-off s1'],
  ],
  [
    'a pair on its own',
    [exampleReplica('m', 's1', {}, { ...unlogged, ...writable }), exampleReplica('s1', 'm', {}, unlogged)],
    [],
  ],
  ['the only replica', [m, exampleReplica('s1', 'm', {}, unlogged)], []],
  ['one candidate of two', [m, s1, exampleReplica('s2', 'm', {}, unlogged)], ['info log-replica-updates-off s2']],
  [
    'every candidate',
    [m, exampleReplica('s1', 'm', {}, unlogged), exampleReplica('s2', 'm', {}, unlogged)],
    ['warning log-replica-updates-off s1', 'warning log-replica-updates-off s2'],
  ],
];

describe.each([
  ['reachability', reachability],
  ['replication', replication],
  ['writers', writers],
  ['errant transactions', consistency],
  ['identity', identity],
  ['binary logs', logs],
])('findings: %s', (_family, cases) => {
  it.each(cases)('%s', (_name, servers, findings) => {
    expect(said(exampleCluster(servers))).toEqual(findings);
  });
});

describe('findings', () => {
  it('leave out candidates that may never lead', () => {
    const rules = { address: 's1', label: null, promotion: 'never' as const, site: null };
    const seen = exampleCluster([m, exampleReplica('s1', 'm', {}, noLog)], { servers: [rules] });
    expect(said(seen)).toEqual([]);
  });

  it('say since when, by code and server', () => {
    const since = (code: string, server: string | null): number =>
      code === 'writable-slave' && server === 's1' ? 77 : 0;
    const seen = exampleCluster([m, exampleReplica('s1', 'm', {}, writable)]);
    expect(findingsOf({ ...seen, since }).map((finding) => finding.since)).toEqual([77]);
  });

  it('name the servers that they touch, the error and the table', () => {
    const error = failing(1062, 'Could not execute Write_rows event on table shop.orders; Duplicate entry', 'sql');
    const [finding] = findingsOf({
      ...exampleCluster([m, exampleReplica('s1', 'm', { sql: 'no', ...error })]),
      since: () => 0,
    });
    expect(finding?.servers).toEqual(['m', 's1']);
    expect(finding?.message).toContain('error 1062 on table shop.orders');
    expect(finding?.explanation).toContain('duplicate key');
  });
});

describe('an applier that stopped with an error after its position was reset', () => {
  const mark = { executed: { file: '', offset: 0 }, io: 'no', sql: 'no', positioning: 'file' } as const;
  const duplicate = failing(1062, "Duplicate entry '1' for key 'PRIMARY'", 'sql');

  it('is not to be skipped, but put back first', () => {
    const seen = exampleCluster([m, exampleReplica('s1', 'm', { io: 'no', sql: 'no', ...duplicate })]);
    const reset = exampleFacts({ id: 's1', serverId: 2, channels: [channelFacts('m', mark)] });
    const findings = findingsOf({ ...seen, facts: new Map([...seen.facts, ['s1', reset]]), since: () => 5 });
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['position-reset', 'replication-stopped']));
    const stopped = findings.find(({ code }) => code === 'replication-stopped');
    expect(stopped?.explanation).toContain('Skip nothing');
    expect(stopped?.explanation).not.toContain('skip this one transaction');
  });
});
