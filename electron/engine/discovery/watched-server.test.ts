import { expect, test } from 'vitest';

import { fakeConnector, type FakeServer } from './fake-cluster.ts';
import { ServerLink } from './server-link.ts';
import { WatchedServer } from './watched-server.ts';

const unread = { server: 'a:3306', aliases: [], readings: {} };
const inTime = () => true;

/** A server under watch, with a clock that the test moves. */
function watched(fake: FakeServer) {
  const clock = { now: 100_000 };
  const now = () => clock.now;
  const { connector, asked } = fakeConnector([fake]);
  const tls = { mode: 'off', caFile: null, certFile: null, keyFile: null } as const;
  const target = { server: 'a:3306', user: 's', password: () => Promise.resolve(''), tls };
  const link = new ServerLink({ connector, target, bounds: { connectWithinMs: 100, statementWithinMs: 100 }, now });
  const tiers = { replicasEveryMs: 20_000, settingsEveryMs: 60_000 };
  const server = new WatchedServer(unread, null, link, { pollIntervalMs: 2000, now, random: () => 0, tiers });
  const end = new AbortController();
  return { server, clock, asked, poll: (counts = inTime) => server.poll(end.signal, counts), end };
}

test('the poll tier is three statements; replicas and settings come at their own pace', async () => {
  const { asked, clock, poll } = watched({ serverId: 1, addresses: ['a:3306'] });
  await poll();
  asked.statements.length = 0;
  clock.now += 2000;
  await poll();
  expect(asked.statements).toHaveLength(3);
  clock.now += 20_000;
  await poll();
  expect(asked.statements).toContain('SHOW SLAVE HOSTS');
  expect(asked.statements.some((sql) => sql.startsWith('SHOW GLOBAL VARIABLES'))).toBe(false);
  clock.now += 40_000;
  await poll();
  expect(asked.statements.some((sql) => sql.startsWith('SHOW GLOBAL VARIABLES'))).toBe(true);
  expect(asked.opened).toHaveLength(1);
});

test('after a restart everything is read again', async () => {
  const fake: FakeServer = { serverId: 1, addresses: ['a:3306'], uptime: 900 };
  const { asked, poll } = watched(fake);
  await poll();
  fake.uptime = 1;
  await poll();
  asked.statements.length = 0;
  await poll();
  expect(asked.statements.some((sql) => sql.startsWith('SHOW GLOBAL VARIABLES'))).toBe(true);
});

test('a failing server is left alone ever longer, and shows what was last seen', async () => {
  const fake: FakeServer = { serverId: 1, addresses: ['a:3306'] };
  const { server, asked, clock, poll } = watched(fake);
  await poll();
  fake.behaves = 'refuses';
  await poll();
  expect(server.failure?.code).toBe('server-unreachable');
  expect(server.lastSeen.readings.status?.ok).toBe(true);
  expect(server.facts.readings.status?.ok).toBe(false);
  expect(server.facts.readings.identity?.ok).toBe(true);
  const waits = [2000, 4000, 8000, 16_000, 30_000, 30_000];
  for (const wait of waits) {
    const before = asked.opened.length;
    clock.now += wait - 1;
    await poll();
    expect(asked.opened).toHaveLength(before);
    clock.now += 1;
    await poll();
    expect(asked.opened).toHaveLength(before + 1);
  }
  fake.behaves = 'well';
  clock.now += 30_000;
  await poll();
  expect(server.failure).toBeNull();
});

test('a server that is being asked is not asked again', async () => {
  const { server, asked, end, poll } = watched({ serverId: 1, addresses: ['a:3306'], behaves: 'hangs' });
  const first = poll();
  await poll();
  expect(server.asking).toBe(true);
  expect(asked.opened).toHaveLength(1);
  end.abort();
  await first;
  expect(server.asking).toBe(false);
});

test('a late answer counts when it is taken, not before', async () => {
  const { server, poll } = watched({ serverId: 1, addresses: ['a:3306'] });
  await poll(() => false);
  expect(server.lastSeen.readings.status).toBeUndefined();
  expect(server.takeLate()).toBe(true);
  expect(server.lastSeen.readings.status?.ok).toBe(true);
  expect(server.takeLate()).toBe(false);
});

test('stale is what answers but was read long ago', async () => {
  const { server, clock, poll } = watched({ serverId: 1, addresses: ['a:3306'] });
  await poll();
  clock.now += 5000;
  expect(server.isStale(4999)).toBe(true);
  expect(server.isStale(5000)).toBe(false);
});
