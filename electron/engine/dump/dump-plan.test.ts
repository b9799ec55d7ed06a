import { expect, test } from 'vitest';
import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import { parseVersion } from '../../../shared/domain/server.ts';
import type { GtidFacts, SettingsFacts, StatusFacts } from '../../../shared/domain/facts.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import { exampleChannel, exampleFacts } from '../../../shared/guards/testing/facts.ts';
import { compressionOf, dumpPlan, type DumpFacts } from './dump-plan.ts';

interface Bend {
  readonly version?: string;
  readonly program?: string;
  readonly status?: Partial<StatusFacts>;
  readonly settings?: Partial<SettingsFacts>;
  readonly nontransactional?: readonly string[];
  readonly keepStopped?: boolean;
  readonly everything?: boolean;
  readonly privileges?: DumpFacts['privileges'];
}

const mariadbGtid: GtidFacts = {
  kind: 'mariadb',
  binlogPos: '0-1-5',
  binlogState: '0-1-5',
  slavePos: '0-1-5',
  currentPos: '0-1-5',
  strict: false,
  domainId: 0,
};

function factsOf({ version = '9.7.4', program = version, status, settings, ...more }: Bend): DumpFacts {
  const parsed = parseVersion(version);
  const gtid: Partial<StatusFacts> = parsed.family === 'mariadb' ? { gtid: mariadbGtid } : {};
  const bent = { identity: { version: parsed }, status: { ...gtid, ...status }, settings: settings ?? {} };
  const facts = exampleFacts({ db1: bent }).get('db1');
  const [identity, found, known] = [factOf(facts, 'identity'), factOf(facts, 'status'), factOf(facts, 'settings')];
  if (identity === undefined || found === undefined || known === undefined) throw new Error('no facts');
  const usual = { nontransactional: [], keepStopped: false, everything: true, privileges: null };
  return { identity, status: found, settings: known, program: parseVersion(program), ...usual, ...more };
}

function replicaOf(bend: Partial<ChannelFacts> = {}): Partial<StatusFacts> {
  return { channels: [exampleChannel('db0:3306', bend)] };
}

const open: Partial<StatusFacts> = { readOnly: false, superReadOnly: false };
const maria = '10.11.18-MariaDB';

test.each<[string, Bend, string, readonly string[]]>([
  [
    'a closed MySQL replica stands still',
    { status: replicaOf() },
    'stillness',
    ["STOP REPLICA SQL_THREAD FOR CHANNEL ''", "START REPLICA SQL_THREAD FOR CHANNEL ''"],
  ],
  [
    'an open one has to be locked',
    { status: { ...replicaOf(), ...open } },
    'read-lock',
    ["STOP REPLICA SQL_THREAD FOR CHANNEL ''", "START REPLICA SQL_THREAD FOR CHANNEL ''"],
  ],
  ['so has a source', { status: open }, 'read-lock', []],
  ['MariaDB tells where a snapshot is', { version: maria, status: open }, 'snapshot', []],
  [
    'and its replica stops',
    { version: maria, status: replicaOf() },
    'snapshot',
    ['STOP SLAVE SQL_THREAD', 'START SLAVE SQL_THREAD'],
  ],
  ['without a log there is no position', { status: { ...replicaOf({ sql: 'no' }), position: null } }, 'none', []],
  [
    'workers that leave gaps close them',
    { version: '5.6.24', status: replicaOf(), settings: { applier: { workers: 4, keepsOrder: false } } },
    'stillness',
    ['STOP SLAVE SQL_THREAD', 'START SLAVE SQL_THREAD UNTIL SQL_AFTER_MTS_GAPS', 'START SLAVE SQL_THREAD'],
  ],
])('%s', (_name, bend, ownPosition, statements) => {
  expect(dumpPlan(factsOf(bend))).toMatchObject({ ownPosition, statements, refusals: [] });
});

test.each<[string, Bend, RegExp]>([
  ['another family’s program', { program: maria }, /use mysqldump of MySQL/],
  ['an older program', { program: '8.0.36' }, /is older than/],
  [
    'relay logs that would be lost',
    {
      version: maria,
      status: replicaOf({ io: 'no', positioning: 'slave_pos', received: { file: 'binlog.000001', offset: 9999 } }),
    },
    /throw them away/,
  ],
  [
    'gaps that nobody closes',
    { status: replicaOf({ sql: 'no' }), settings: { applier: { workers: 4, keepsOrder: false } } },
    /left gaps/,
  ],
  ['GTIDs that the program can’t put into a comment', { version: '8.0.16', status: open }, /8\.0\.17/],
])('refused: %s', (_name, bend, because) => {
  expect(dumpPlan(factsOf(bend)).refusals).toEqual([expect.stringMatching(because)]);
});

test.each<[string, Bend, readonly RegExp[]]>([
  ['nothing', { status: replicaOf() }, []],
  [
    'tables without transactions',
    { status: replicaOf(), nontransactional: ['a.b', 'c.d'] },
    [/\(a\.b, c\.d\).*--keep-stopped/],
  ],
  ['which hold while all is stopped', { status: replicaOf(), nontransactional: ['a.b'], keepStopped: true }, []],
  [
    'but not on an open server',
    { status: { ...replicaOf(), ...open }, nontransactional: ['a.b'], keepStopped: true },
    [/a\.b/],
  ],
  [
    'a replica that does not log what it applies',
    { status: replicaOf(), settings: { logReplicaUpdates: false } },
    [/log_slave_updates/],
  ],
  ['filters', { status: replicaOf({ filters: ['Replicate_Do_DB=shop'] }) }, [/Replicate_Do_DB=shop/]],
  ['a thread that is stopped already', { status: replicaOf({ sql: 'no' }) }, [/stays stopped/]],
  ['no binary log', { status: { ...open, position: null } }, [/binary log is off/]],
  ['a program that is much newer', { version: '5.6.24', program: '9.7.4', status: open }, [/much newer/]],
])('warned of: %s', (_name, bend, texts) => {
  expect(dumpPlan(factsOf(bend)).warnings).toEqual(texts.map((text) => expect.stringMatching(text) as string));
});

test('an account that does not see everything dumps what is named, but not all', () => {
  const few = { account: 'sb@%', global: ['RELOAD'], all: false };
  expect(dumpPlan(factsOf({ privileges: few })).refusals).toEqual([expect.stringMatching(/SELECT on \*\.\*/)]);
  for (const bend of [
    { privileges: few, everything: false },
    { privileges: { ...few, global: ['SELECT'] } },
    { privileges: { ...few, all: true } },
  ]) {
    expect(dumpPlan(factsOf(bend)).refusals).toEqual([]);
  }
});

test('the end of the name says how it is compressed', () => {
  expect(['a.sql.gz', 'a.sql.zst', 'a.sql', 'a.gz.sql'].map(compressionOf)).toEqual(['gzip', 'zstd', 'none', 'none']);
});
