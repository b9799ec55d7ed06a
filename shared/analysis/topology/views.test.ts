import { expect, test } from 'vitest';

import { clusterDefaults, type ClusterConfiguration } from '../../domain/configuration.ts';
import { exampleChannel, factsOf } from './example-facts.ts';
import { serverViews, type ViewsInput } from './views.ts';

const cluster: ClusterConfiguration = {
  ...clusterDefaults,
  name: 'shop',
  label: 'Shop',
  seeds: ['a:3306'],
  user: 'signalbox',
  password: { kind: 'ask' },
  servers: [{ address: '10.0.0.2:3306', label: 'second', promotion: 'never', site: 'B' }],
};

const facts = factsOf(
  { id: 'b10:3306', serverId: 3, channels: [exampleChannel('a:3306')], status: { readOnly: true } },
  {
    id: 'b2:3306',
    serverId: 2,
    aliases: ['10.0.0.2:3306'],
    channels: [exampleChannel('a:3306', { ioError: { number: 2003, message: 'no', at: null }, io: 'connecting' })],
    status: { readOnly: true },
  },
  { id: 'a:3306', serverId: 1 },
);

function views(changes: Partial<ViewsInput> = {}) {
  return serverViews({ cluster, facts, unreachable: new Map(), stale: new Set(), history: new Map(), ...changes });
}

test('sources first, then by address with numbers in order', () => {
  expect(views().map(({ id }) => id)).toEqual(['a:3306', 'b2:3306', 'b10:3306']);
});

test('rules of the configuration hold for a server by its alias too', () => {
  expect(views()[1]).toMatchObject({ label: 'second', promotion: 'never', site: 'B', aliases: ['10.0.0.2:3306'] });
});

test('who takes writes: not a read-only server, nor one that is offline', () => {
  expect(views().map(({ writable }) => writable)).toEqual([true, false, false]);
  const offline = factsOf({ id: 'a:3306', serverId: 1, uuid: 'u', status: { offlineMode: true } });
  expect(views({ facts: offline })[0]?.writable).toBe(false);
});

test('a channel with its source, its lag and the error that stops it', () => {
  const history = new Map([['a:3306', [{ at: 1000, position: { file: 'binlog.000001', offset: 1000 }, gtid: null }]]]);
  const [, second, tenth] = views({ history });
  expect(tenth?.channels[0]).toMatchObject({ source: 'a:3306', lag: { seconds: 0, kind: 'measured' }, error: null });
  expect(second?.channels[0]).toMatchObject({ lag: { kind: 'unknown' }, error: { thread: 'io', number: 2003 } });
});

test('of an unreachable server what was last seen, but nothing that could have changed', () => {
  const reason = { code: 'server-timeout', message: 'silent' } as const;
  const [, , , ...none] = views({ unreachable: new Map([['b2:3306', reason]]), stale: new Set() });
  expect(none).toEqual([]);
  const gone = views({ unreachable: new Map([['b2:3306', reason]]) }).find(({ id }) => id === 'b2:3306');
  expect(gone).toMatchObject({ role: 'unreachable', reason, writable: null, readAt: 1000, serverId: 2 });
  expect(gone?.channels[0]).toMatchObject({ source: 'a:3306', lag: { seconds: null, kind: 'unknown' } });
});

test('a server that was never read', () => {
  const unread = new Map([['x:3306', { server: 'x:3306', aliases: [], readings: {} }]]);
  const reason = { code: 'server-unreachable', message: 'refused' } as const;
  expect(views({ facts: unread, unreachable: new Map([['x:3306', reason]]) })).toMatchObject([
    { id: 'x:3306', role: 'unreachable', readAt: null, position: null, channels: [], version: null, writable: null },
  ]);
});
