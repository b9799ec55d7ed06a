import { describe, expect, test } from 'vitest';
import { parseVersion } from '../domain/server.ts';
import { clocksAgree, noDdlOrBackup, noLongTransactions } from './activity.ts';
import { supportedKind } from './cluster-kind.ts';
import { exampleEvent, exampleNow, exampleSession, type Bend } from './testing/facts.ts';
import { sameConfiguration, sameEvents, sameSite } from './preference.ts';
import { privilegesOn } from './privileges.ts';
import { judged, type Case } from './testing/judges.ts';

const version = (text: string): Bend => ({ identity: { version: parseVersion(text) } });
const ddl = noDdlOrBackup.ref({ server: 'db1' });
const sessions = (bend: Parameters<typeof exampleSession>[0]): Bend => ({
  sessions: { complete: true, sessions: [exampleSession(bend)] },
});
const mayOnly = (...global: readonly string[]): Bend => ({ privileges: { account: 'sb@10.%', global, all: false } });
const events = sameEvents.ref({ source: 'db1', candidate: 'db2' });

const cases: readonly Case[] = [
  {
    name: 'SUPER stands for what was split off it',
    ref: privilegesOn.ref({ server: 'db2', part: 'replica', events: false }),
    db2: mayOnly('SUPER', 'PROCESS', 'REPLICATION CLIENT'),
    verdict: 'pass',
    says: 'may do',
  },
  {
    name: 'what moves events on MySQL 9',
    ref: privilegesOn.ref({ server: 'db2', part: 'candidate', events: true }),
    db2: mayOnly('SUPER', 'PROCESS', 'REPLICATION CLIENT', 'RELOAD', 'EVENT'),
    verdict: 'block',
    says: 'SET_ANY_DEFINER',
  },
  {
    name: 'what MySQL 8.0 calls it',
    ref: privilegesOn.ref({ server: 'db2', part: 'candidate', events: true }),
    db2: { ...mayOnly('SUPER'), ...version('8.0.36') },
    verdict: 'block',
    says: 'SET_USER_ID',
  },
  {
    name: 'MariaDB’s other spelling',
    ref: privilegesOn.ref({ server: 'db2', part: 'replica', events: false }),
    db2: {
      ...mayOnly(
        'REPLICATION REPLICA ADMIN',
        'READ ONLY ADMIN',
        'CONNECTION ADMIN',
        'BINLOG MONITOR',
        'REPLICA MONITOR',
        'PROCESS',
      ),
      ...version('11.4.2-MariaDB'),
    },
    verdict: 'pass',
    says: 'may do',
  },
  {
    name: 'a short schema change',
    ref: ddl,
    db1: sessions({ statement: 'ALTER TABLE t ADD c INT', timeS: 1 }),
    verdict: 'pass',
    says: 'No long DDL',
  },
  {
    name: 'a long schema change behind a comment',
    ref: ddl,
    db1: sessions({ statement: '/* tool */ ALTER TABLE t ADD c INT', timeS: 2 }),
    verdict: 'block',
    says: 'ALTER TABLE t',
  },
  {
    name: 'a backup stage',
    ref: ddl,
    db1: sessions({ statement: 'BACKUP STAGE BLOCK_COMMIT' }),
    verdict: 'block',
    says: 'BACKUP STAGE',
  },
  {
    name: 'a writer that waits for a backup',
    ref: ddl,
    db1: sessions({ statement: 'INSERT INTO t VALUES (1)', state: 'Waiting for backup lock' }),
    verdict: 'block',
    says: 'INSERT INTO t',
  },
  {
    name: 'an idle session that holds a lock',
    ref: ddl,
    db1: sessions({ lock: 'a global read lock' }),
    verdict: 'block',
    says: 'holds a global read lock',
  },
  {
    name: 'a statement that only speaks of DDL',
    ref: ddl,
    db1: sessions({ statement: "SELECT 'alter table'", timeS: 60 }),
    verdict: 'pass',
    says: 'No long DDL',
  },
  {
    name: 'a transaction of 10 s',
    ref: noLongTransactions.ref({ server: 'db1' }),
    db1: sessions({ transactionS: 10 }),
    verdict: 'pass',
    says: '10 s',
  },
  {
    name: 'a transaction of 11 s',
    ref: noLongTransactions.ref({ server: 'db1' }),
    db1: sessions({ transactionS: 11 }),
    verdict: 'warn',
    says: 'app@web1',
  },
  {
    name: 'clocks 2 s apart',
    ref: clocksAgree.ref({ servers: ['db1', 'db2'] }),
    db2: { settings: { serverTimeMs: exampleNow - 2000 } },
    verdict: 'pass',
    says: 'agree',
  },
  {
    name: 'clocks 3 s apart',
    ref: clocksAgree.ref({ servers: ['db1', 'db2'] }),
    db2: { settings: { serverTimeMs: exampleNow - 3000 } },
    verdict: 'warn',
    says: 'db2 by -3.0 s',
  },
  {
    name: 'Galera',
    ref: supportedKind.ref({ server: 'db1' }),
    db1: { settings: { unsupportedMarks: ['wsrep'] } },
    verdict: 'block',
    says: 'wsrep',
  },
  {
    name: 'no site named anywhere',
    ref: sameSite.ref({ source: 'db1', candidate: 'db2', sourceSite: null, candidateSite: null }),
    verdict: 'pass',
    says: 'stays in its site',
  },
  {
    name: 'another site',
    ref: sameSite.ref({ source: 'db1', candidate: 'db2', sourceSite: 'west', candidateSite: null }),
    verdict: 'warn',
    says: 'no named site',
  },
  {
    name: 'events that move',
    ref: events,
    db1: { events: { events: [exampleEvent('tick', 'enabled')] } },
    db2: { events: { events: [exampleEvent('tick', 'replica-side-disabled')] } },
    verdict: 'pass',
    says: '1 scheduled events move',
  },
  {
    name: 'an event that the candidate lacks',
    ref: events,
    db1: { events: { events: [exampleEvent('tick', 'enabled')] } },
    verdict: 'warn',
    says: 'missing on db2: shop.tick',
  },
  {
    name: 'an event that runs on the candidate already',
    ref: events,
    db2: { events: { events: [exampleEvent('tick', 'enabled')] } },
    verdict: 'warn',
    says: 'already enabled on db2: shop.tick',
  },
  {
    name: 'a variable that only one server has',
    ref: sameConfiguration.ref({ source: 'db1', candidate: 'db2' }),
    db1: { settings: { compared: { sql_mode: 'A' } } },
    verdict: 'pass',
    says: 'set up like',
  },
];

describe('guards of activity, kind and preference', () => {
  test.each(cases)('$name: $verdict', (situation) => {
    const { code, verdict, message, cure } = judged(situation);
    expect({ code, verdict }).toEqual({ code: situation.ref.guard, verdict: situation.verdict });
    expect(message).toContain(situation.says);
    expect(cure === null).toBe(verdict === 'pass');
  });
});
