import { expect, test } from 'vitest';

import type { Row } from '../../../shared/domain/row.ts';
import { discover, mostServers, type DiscoverOptions } from './discover.ts';
import { fakeConnector, type FakeServer } from './fake-cluster.ts';
import { Links } from './links.ts';

function walk(servers: readonly FakeServer[], seeds: readonly string[], changes: Partial<DiscoverOptions> = {}) {
  const { connector, asked } = fakeConnector(servers);
  const tls = { mode: 'off', caFile: null, certFile: null, keyFile: null } as const;
  const targetOf = (server: string) => ({ server, user: 's', password: () => Promise.resolve(''), tls });
  const bounds = { connectWithinMs: 100, statementWithinMs: 100 };
  const links = new Links({ connector, targetOf, bounds, now: () => 0 });
  const { signal } = new AbortController();
  const found = discover(seeds, { links, signal, withinMs: 1000, now: () => 0, ...changes });
  return { found, asked };
}

const replica = (serverId: number, Host: string, Port = 3306): Row => ({
  Server_id: serverId,
  Host,
  Port,
  Master_id: 1,
});

const chain: readonly FakeServer[] = [
  { serverId: 1, addresses: ['a:3306'], replicas: [replica(2, 'b')] },
  { serverId: 2, addresses: ['b:3306'], sources: ['a:3306'], replicas: [replica(3, 'c')] },
  { serverId: 3, addresses: ['c:3306'], sources: ['b:3306'] },
];

test.each(['a:3306', 'b:3306', 'c:3306'])('finds a chain from %s', async (seed) => {
  const { facts, unreachable } = await walk(chain, [seed]).found;
  expect([...facts.keys()].sort()).toEqual(['a:3306', 'b:3306', 'c:3306']);
  expect(unreachable.size).toBe(0);
});

test('a loop ends by itself', async () => {
  const ring: readonly FakeServer[] = [
    { serverId: 1, addresses: ['a:3306'], sources: ['b:3306'] },
    { serverId: 2, addresses: ['b:3306'], sources: ['a:3306'] },
  ];
  const { found, asked } = walk(ring, ['a:3306']);
  expect([...(await found).facts.keys()]).toEqual(['a:3306', 'b:3306']);
  expect(asked.opened).toEqual(['a:3306', 'b:3306']);
});

test('one server under two addresses is named by the first seed, and only one connection to it is kept', async () => {
  const server = { serverId: 1, addresses: ['a:3306', '10.0.0.1:3306'] };
  const { found, asked } = walk([server], ['10.0.0.1:3306', 'a:3306']);
  const { facts, resolve } = await found;
  expect(facts.get('10.0.0.1:3306')?.aliases).toEqual(['a:3306']);
  expect(resolve('a:3306')).toBe('10.0.0.1:3306');
  expect(asked.open).toBe(1);
});

test('two servers with one server_id stay two', async () => {
  const clones = [
    { serverId: 1, addresses: ['a:3306'] },
    { serverId: 1, addresses: ['b:3306'] },
  ];
  expect((await walk(clones, ['a:3306', 'b:3306']).found).facts.size).toBe(2);
});

test('servers that can’t be reached or refuse the login are there with the reason, the rest too', async () => {
  const servers: readonly FakeServer[] = [
    { serverId: 1, addresses: ['a:3306'], behaves: 'denies', replicas: [] },
    { serverId: 2, addresses: ['b:3306'], sources: ['a:3306', 'gone:3306'] },
  ];
  const { facts, unreachable, resolve } = await walk(servers, ['b:3306', 'nobody:3306']).found;
  expect(Object.fromEntries([...unreachable].map(([id, { code }]) => [id, code]))).toEqual({
    'a:3306': 'server-access-denied',
    'gone:3306': 'server-unreachable',
    'nobody:3306': 'server-unreachable',
  });
  expect(facts.get('gone:3306')?.readings.status).toMatchObject({ ok: false, code: 'server-unreachable' });
  expect(resolve('gone:3306')).toBe('gone:3306');
});

test('a source that can’t be reached and that replicas name differently is one', async () => {
  const servers: readonly FakeServer[] = [
    { serverId: 1, addresses: ['a:3306', 'inside:3306'], behaves: 'denies' },
    { serverId: 7, addresses: ['other:3306'], behaves: 'denies' },
    { serverId: 2, addresses: ['b:3306'], sources: ['a:3306'] },
    { serverId: 3, addresses: ['c:3306'], sources: ['inside:3306'] },
    { serverId: 4, addresses: ['d:3306'], sources: ['other:3306'] },
  ];
  const { unreachable, resolve } = await walk(servers, ['b:3306', 'c:3306', 'd:3306']).found;
  expect([...unreachable.keys()]).toEqual(['a:3306', 'other:3306']);
  expect(resolve('inside:3306')).toBe('a:3306');
});

test('a source that replicas know by a name that leads nowhere from here is the server with its server_id', async () => {
  const servers: readonly FakeServer[] = [
    { serverId: 1, addresses: ['a:3306', 'inside:3306'] },
    { serverId: 2, addresses: ['b:3306'], sources: ['inside:3306'] },
  ];
  const { found, asked } = walk(servers, ['a:3306', 'b:3306']);
  const { facts } = await found;
  expect([...facts.keys()]).toEqual(['a:3306', 'b:3306']);
  expect(facts.get('a:3306')?.aliases).toEqual(['inside:3306']);
  expect(asked.opened).not.toContain('inside:3306');
});

test('a name that leads to another machine from here than from the server that named it is not followed', async () => {
  const servers: readonly FakeServer[] = [
    { serverId: 2, addresses: ['b:3306'], replicas: [replica(5, 'db5')] },
    { serverId: 9, addresses: ['db5:3306'], replicas: [replica(10, 'stranger')] },
  ];
  const { facts, unreachable } = await walk(servers, ['b:3306']).found;
  expect([...facts.keys()]).toEqual(['b:3306', 'db5:3306']);
  expect(unreachable.get('db5:3306')?.message).toContain('another server');
});

test('a dump thread without a listed replica is looked for at its source’s port, and not missed when it is not there', async () => {
  const servers: readonly FakeServer[] = [
    { serverId: 1, addresses: ['a:3307'], dumps: ['10.0.0.2:50000', '10.0.0.9:50000'] },
    { serverId: 2, addresses: ['10.0.0.2:3307'], sources: ['a:3307'] },
  ];
  const { facts, unreachable } = await walk(servers, ['a:3307']).found;
  expect([...facts.keys()]).toEqual(['a:3307', '10.0.0.2:3307']);
  expect(unreachable.size).toBe(0);
});

test('never more than so many servers in all', async () => {
  const many = Array.from({ length: mostServers + 20 }, (_, index) => `r${String(index)}`);
  const servers: readonly FakeServer[] = [
    { serverId: 1, addresses: ['a:3306'], replicas: many.map((host, index) => replica(index + 2, host)) },
    ...many.map((host, index) => ({ serverId: index + 2, addresses: [`${host}:3306`], sources: ['a:3306'] })),
  ];
  const { found, asked } = walk(servers, ['a:3306']);
  const { unreachable } = await found;
  expect(asked.opened.length).toBeLessThanOrEqual(mostServers);
  expect([...unreachable.values()].some(({ message }) => message.includes('was not asked'))).toBe(true);
});

test('what is not reached in time is in the result', async () => {
  let clock = 0;
  const now = () => (clock += 400);
  const { facts, unreachable } = await walk(chain, ['a:3306'], { now, withinMs: 1000 }).found;
  expect(facts.size).toBeGreaterThan(1);
  expect([...unreachable.values()].map(({ code }) => code)).toEqual(['server-timeout']);
});

test('a cancelled walk says so', async () => {
  const end = new AbortController();
  const hung = [{ serverId: 1, addresses: ['a:3306'], behaves: 'hangs' as const }];
  const { found } = walk(hung, ['a:3306'], { signal: end.signal });
  end.abort();
  await expect(found).rejects.toMatchObject({ code: 'cancelled' });
});
