import { expect, test } from 'vitest';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { clusterSummaryText, countHealth, healthOf, shortVersion } from './health.ts';

type Channel = Pick<ServerView['channels'][number], 'io' | 'sql' | 'error'>;
const running: Channel = { io: 'yes', sql: 'yes', error: null };

function server(change: Partial<ServerView>, ...channels: readonly Partial<Channel>[]): ServerView {
  const known = { role: 'replica', stale: false, family: 'mariadb', version: '10.11.14-MariaDB' };
  return { ...known, channels: channels.map((channel) => ({ ...running, ...channel })), ...change } as ServerView;
}

const error = { number: 1, message: '', at: null, thread: 'sql' } as const;

test.each<[string, ServerView, string]>([
  ['a source', server({ role: 'source' }), 'healthy'],
  ['a replica', server({}, {}), 'healthy'],
  ['one that connects', server({}, { io: 'connecting' }), 'connecting'],
  ['one with a stopped thread', server({}, { io: 'connecting' }, { sql: 'no' }), 'stopped'],
  ['one with an error', server({}, { error }), 'stopped'],
  ['one read long ago', server({ stale: true }, { sql: 'no' }), 'stale'],
  ['one that is silent', server({ role: 'unreachable', stale: true }), 'unreachable'],
])('%s', (_name, given, health) => {
  expect(healthOf(given)).toBe(health);
});

test('servers are counted by health', () => {
  expect(countHealth([server({}, {}), server({}, {}), server({ stale: true })])).toMatchObject({
    healthy: 2,
    stale: 1,
  });
});

test('a cluster is summed up by its series', () => {
  const servers = [server({}), server({ version: '10.11.9-MariaDB' }), server({ family: 'mysql', version: '9.7.4' })];
  const topology = { name: '', label: '', environment: 'staging', servers, findings: [], readAt: 0 } as const;
  expect(clusterSummaryText(topology)).toBe('3 servers · MariaDB 10.11 · MySQL 9.7');
});

test('versions are shortened', () => {
  expect(shortVersion('5.5.5-10.11.14-MariaDB-log')).toBe('10.11.14');
  expect(shortVersion('unknown')).toBe('unknown');
});
