import { describe, expect, test } from 'vitest';
import type { GtidFacts } from '../domain/facts.ts';
import { parseVersion } from '../domain/server.ts';
import { keepsOrder } from './applier.ts';
import { noAnonymousAccounts, replicationAccount, replicationCredentials, writeThroughAccounts } from './accounts.ts';
import { exampleAccount, type Bend } from './testing/facts.ts';
import { gtidMode, needsNothingPurged } from './gtid.ts';
import { canFollow, distinctIds } from './identity.ts';
import { judged, type Case } from './testing/judges.ts';

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
const modes = (mode: string): GtidFacts => ({ kind: 'mysql', mode, executed: '', purged: '' });
const version = (text: string): Bend => ({ identity: { version: parseVersion(text) } });
const account = replicationAccount.ref({ candidate: 'db2', source: 'db1', user: 'repl' });
const accountOf = (...accounts: readonly ReturnType<typeof exampleAccount>[]): Bend => ({ accounts: { accounts } });

const cases: readonly Case[] = [
  {
    name: 'MariaDB without a GTID mode',
    ref: gtidMode.ref({ server: 'db1', candidate: 'db2', positioning: 'file' }),
    db1: { status: { gtid: mariadb('') } },
    verdict: 'pass',
    says: 'domain 0',
  },
  {
    name: 'MySQL replicas by file and offset',
    ref: gtidMode.ref({ server: 'db1', candidate: 'db2', positioning: 'file' }),
    db1: { status: { gtid: modes('OFF') } },
    db2: { status: { gtid: modes('OFF_PERMISSIVE') } },
    verdict: 'pass',
    says: 'gtid_mode=OFF',
  },
  {
    name: 'a candidate that would send GTIDs to one that takes none',
    ref: gtidMode.ref({ server: 'db1', candidate: 'db2', positioning: 'file' }),
    db1: { status: { gtid: modes('OFF') } },
    db2: { status: { gtid: modes('ON_PERMISSIVE') } },
    verdict: 'block',
    says: "can't replicate from db2",
  },
  {
    name: 'a replica by GTID of a server without',
    ref: gtidMode.ref({ server: 'db1', candidate: 'db2', positioning: 'auto-position' }),
    db1: { status: { gtid: modes('ON_PERMISSIVE') } },
    verdict: 'block',
    says: 'follow by GTID',
  },
  {
    name: 'purged sets that are not readable',
    ref: needsNothingPurged.ref({ candidate: 'db2', follower: 'db1' }),
    db2: { status: { gtid: mysql('', 'x') } },
    verdict: 'block',
    says: 'could not be read',
  },
  {
    name: 'a follower of an older series',
    ref: canFollow.ref({ follower: 'db1', candidate: 'db2', part: 'source' }),
    db1: version('8.0.36'),
    db2: version('8.4.3'),
    verdict: 'block',
    says: 'older',
  },
  {
    name: 'a follower of a newer series',
    ref: canFollow.ref({ follower: 'db1', candidate: 'db2', part: 'source' }),
    db1: version('9.7.4'),
    db2: version('8.4.3'),
    verdict: 'pass',
    says: 'can follow',
  },
  {
    name: 'an older patch of the same series',
    ref: canFollow.ref({ follower: 'db1', candidate: 'db2', part: 'source' }),
    db1: version('8.4.1'),
    db2: version('8.4.3'),
    verdict: 'pass',
    says: 'can follow',
  },
  {
    name: 'a follower of the other family',
    ref: canFollow.ref({ follower: 'db1', candidate: 'db2', part: 'replica' }),
    db1: version('10.11.6-MariaDB'),
    verdict: 'block',
    says: "they can't follow each other",
  },
  {
    name: 'the same server_uuid',
    ref: distinctIds.ref({ servers: ['db1', 'db2'] }),
    db2: { identity: { uuid: 'uuid-1' } },
    verdict: 'block',
    says: 'server_uuid uuid-1',
  },
  {
    name: 'an account from another host pattern only',
    ref: account,
    db1: accountOf(exampleAccount({ host: '10.%' })),
    db2: accountOf(exampleAccount({ host: '192.%' })),
    verdict: 'block',
    says: '‘repl’@‘10.%’',
  },
  {
    name: 'an account with another plugin',
    ref: account,
    db1: accountOf(exampleAccount()),
    db2: accountOf(exampleAccount({ plugin: 'mysql_native_password' })),
    verdict: 'block',
    says: 'another password, salt or plugin',
  },
  {
    name: 'one more account on the candidate',
    ref: account,
    db1: accountOf(exampleAccount()),
    db2: accountOf(exampleAccount(), exampleAccount({ host: '10.%' })),
    verdict: 'pass',
    says: 'the same',
  },
  {
    name: 'accounts that can’t be read',
    ref: account,
    db1: { accounts: null },
    verdict: 'block',
    says: 'Cannot tell',
  },
  {
    name: 'anonymous accounts of some hosts on the candidate',
    ref: noAnonymousAccounts.ref({ candidate: 'db2' }),
    db2: accountOf(exampleAccount(), exampleAccount({ user: '', host: 'localhost' })),
    verdict: 'warn',
    says: '‘’@‘localhost’',
  },
  {
    name: 'an anonymous account from anywhere, which comes last',
    ref: noAnonymousAccounts.ref({ candidate: 'db2' }),
    db2: accountOf(exampleAccount(), exampleAccount({ user: '', host: '%' })),
    verdict: 'pass',
    says: 'No anonymous account',
  },
  {
    name: 'an applier of several workers in any order',
    ref: keepsOrder.ref({ server: 'db2' }),
    db2: { settings: { applier: { workers: 4, keepsOrder: false } } },
    verdict: 'warn',
    says: '4 workers',
  },
  {
    name: 'an applier of one worker',
    ref: keepsOrder.ref({ server: 'db2' }),
    db2: { settings: { applier: { workers: 1, keepsOrder: false } } },
    verdict: 'pass',
    says: 'in the order',
  },
  {
    name: 'credentials that nobody keeps',
    ref: replicationCredentials.ref({ candidate: 'db2', channel: '', configuredUser: '' }),
    db2: { credentials: { channels: [{ channel: '', user: 'repl', readable: false }] } },
    verdict: 'block',
    says: 'keep none readable',
  },
  {
    name: 'accounts under super_read_only',
    ref: writeThroughAccounts.ref({ source: 'db1' }),
    db1: accountOf(exampleAccount({ writesThroughReadOnly: true })),
    verdict: 'pass',
    says: 'holds everyone',
  },
  {
    name: 'accounts that write through read_only',
    ref: writeThroughAccounts.ref({ source: 'db1' }),
    db1: {
      ...accountOf(exampleAccount({ user: 'dba', writesThroughReadOnly: true })),
      status: { superReadOnly: null },
    },
    verdict: 'warn',
    says: '‘dba’@‘%’',
  },
  {
    name: 'Signalbox’s own account is not named',
    ref: writeThroughAccounts.ref({ source: 'db1' }),
    db1: {
      ...accountOf(exampleAccount({ user: 'sb', writesThroughReadOnly: true })),
      status: { superReadOnly: null },
    },
    verdict: 'pass',
    says: 'No account',
  },
];

describe('guards of GTIDs, identity and accounts', () => {
  test.each(cases)('$name: $verdict', (situation) => {
    const { code, verdict, message, cure } = judged(situation);
    expect({ code, verdict }).toEqual({ code: situation.ref.guard, verdict: situation.verdict });
    expect(message).toContain(situation.says);
    expect(cure === null).toBe(verdict === 'pass');
  });
});
