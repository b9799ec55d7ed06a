import { expect, test } from 'vitest';
import type { ServerId } from '../domain/server.ts';
import { ask } from './ask.ts';
import { acknowledged, semiSyncIs } from './proofs/semi-sync.ts';
import type { GuardRef } from './ref.ts';
import {
  commitsGetThrough,
  enoughAcknowledge,
  noOnlyCopy,
  rolesMove,
  semiSyncLoaded,
  waitsAlike,
} from './semi-sync.ts';
import { exampleChannel, exampleFacts, exampleNow, exampleSemiSync, type Bend } from './testing/facts.ts';
import type { VerdictKind } from './verdict.ts';

type Servers = Readonly<Record<ServerId, Bend>>;

interface Case {
  readonly name: string;
  readonly ref: GuardRef;
  readonly servers: Servers;
  readonly verdict: VerdictKind;
  readonly says: string;
}

const plain: Bend = { semiSync: exampleSemiSync() };
const waiting: Bend = { semiSync: exampleSemiSync({ enabled: true, clients: 2 }) };
const acking: Bend = { semiSync: exampleSemiSync({}, { enabled: true }) };
const needsTwo: Bend = { semiSync: exampleSemiSync({ count: 2 }, { enabled: true }) };
const bare: Bend = { semiSync: exampleSemiSync(null, null) };

const three = { source: 'db1:3306', candidate: 'db2:3306', followers: ['db3:3306'] };
const two = { ...three, followers: [] };
const gone = { candidate: 'db2:3306', followers: ['db3:3306'] };

/** db1 to db3, by place. */
function servers(...bends: readonly Bend[]): Servers {
  return Object.fromEntries(bends.map((bend, index) => [`db${String(index + 1)}:3306`, bend]));
}

const cases: readonly Case[] = [
  {
    name: 'nobody waits',
    ref: enoughAcknowledge.ref(three),
    servers: servers(plain, acking, acking),
    verdict: 'pass',
    says: 'left as they are',
  },
  {
    name: 'another replica acknowledges',
    ref: enoughAcknowledge.ref(three),
    servers: servers(waiting, acking, acking),
    verdict: 'pass',
    says: 'db3:3306 is attached before it is opened',
  },
  {
    name: 'a replica of the candidate acknowledges already',
    ref: enoughAcknowledge.ref(two),
    servers: {
      ...servers(waiting, acking),
      'db4:3306': { ...acking, status: { channels: [exampleChannel('db2', { sourceUuid: 'uuid-2' })] } },
    },
    verdict: 'pass',
    says: 'db4:3306 follow it already',
  },
  {
    name: 'two servers: only the old source could',
    ref: enoughAcknowledge.ref(two),
    servers: servers(waiting, acking),
    verdict: 'warn',
    says: 'until then db2:3306 takes writes that nobody acknowledges',
  },
  {
    name: 'two acknowledgements, of which the old source gives one',
    ref: enoughAcknowledge.ref(three),
    servers: servers(waiting, needsTwo, acking),
    verdict: 'warn',
    says: '2 acknowledgements',
  },
  {
    name: 'two acknowledgements of two servers',
    ref: enoughAcknowledge.ref(two),
    servers: servers(waiting, needsTwo),
    verdict: 'block',
    says: 'only db1:3306 could acknowledge',
  },
  {
    name: 'nobody has the plugin',
    ref: enoughAcknowledge.ref(two),
    servers: servers({ semiSync: exampleSemiSync({ enabled: true }, null) }, acking),
    verdict: 'block',
    says: 'nobody could acknowledge',
  },
  {
    name: 'a candidate without its plugin',
    ref: semiSyncLoaded.ref({ server: 'db2:3306', side: 'source' }),
    servers: servers(waiting, bare),
    verdict: 'block',
    says: "can't wait",
  },
  {
    name: 'an old source without its plugin',
    ref: semiSyncLoaded.ref({ server: 'db1:3306', side: 'replica' }),
    servers: servers(bare),
    verdict: 'warn',
    says: 'will not acknowledge',
  },
  {
    name: 'another time-out',
    ref: waitsAlike.ref({ source: 'db1:3306', candidate: 'db2:3306' }),
    servers: servers(waiting, { semiSync: exampleSemiSync({ timeoutMs: 1000 }) }),
    verdict: 'warn',
    says: 'time-out in ms 10000 → 1000',
  },
  {
    name: 'commits that nobody acknowledges',
    ref: commitsGetThrough.ref({ source: 'db1:3306', lockWaitS: 3 }),
    servers: servers({ semiSync: exampleSemiSync({ enabled: true, clients: 0, waitingSessions: 1 }) }),
    verdict: 'warn',
    says: 'at most 3 s',
  },
  {
    name: 'it has given up waiting',
    ref: commitsGetThrough.ref({ source: 'db1:3306', lockWaitS: 3 }),
    servers: servers({ semiSync: exampleSemiSync({ enabled: true, waits: false, clients: 0 }) }),
    verdict: 'pass',
    says: 'No commit',
  },
  {
    name: 'a failover with an acknowledging replica',
    ref: rolesMove.ref(gone),
    servers: servers({}, acking, acking),
    verdict: 'pass',
    says: 'attached before it is opened',
  },
  {
    name: 'a failover with nobody to acknowledge',
    ref: rolesMove.ref({ ...gone, followers: [] }),
    servers: servers({}, acking),
    verdict: 'warn',
    says: 'opened with semi-sync off',
  },
  {
    name: 'a failover to one without the plugin',
    ref: rolesMove.ref(gone),
    servers: servers({}, { semiSync: exampleSemiSync(null, { enabled: true }) }, acking),
    verdict: 'warn',
    says: 'no plugin',
  },
  {
    name: 'a silent replica may hold the only copy',
    ref: noOnlyCopy.ref({ ...gone, silent: ['db4:3306'] }),
    servers: servers({}, acking, acking),
    verdict: 'loss',
    says: 'db4:3306 does not answer',
  },
  {
    name: 'a silent replica where nobody acknowledges',
    ref: noOnlyCopy.ref({ ...gone, silent: ['db4:3306'] }),
    servers: servers({}, plain, plain),
    verdict: 'pass',
    says: 'Nobody waits',
  },
  {
    name: 'MySQL counts one that is gone',
    ref: acknowledged.ref({ server: 'db2:3306', count: 1, by: ['db3:3306'] }),
    servers: servers({}, { semiSync: exampleSemiSync({ clients: 1 }) }, plain),
    verdict: 'block',
    says: 'db3:3306 does not',
  },
  {
    name: 'it is counted and says so itself',
    ref: acknowledged.ref({ server: 'db2:3306', count: 1, by: ['db3:3306'] }),
    servers: servers({}, { semiSync: exampleSemiSync({ clients: 1 }) }, acking),
    verdict: 'pass',
    says: '1 {replicas} acknowledge',
  },
  {
    name: 'a role that is on and not persisted so',
    ref: semiSyncIs.ref({
      server: 'db1:3306',
      side: 'source',
      on: true,
      persisted: { name: 'rpl_semi_sync_source_enabled', value: 'ON' },
    }),
    servers: servers({ ...waiting, persisted: { values: { rpl_semi_sync_source_enabled: 'OFF' } } }),
    verdict: 'block',
    says: 'persisted as OFF',
  },
];

test.each(cases)('$name', ({ ref, servers: bends, verdict, says }) => {
  const answer = ask(ref, exampleFacts(bends), exampleNow);
  expect([answer.verdict, answer.message]).toEqual([verdict, expect.stringContaining(says)]);
  expect(answer.cure === null).toBe(verdict === 'pass');
});
