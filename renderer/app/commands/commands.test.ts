import { expect, test } from 'vitest';
import type { ServerView } from '../../../shared/domain/topology.ts';
import type { ClusterSummary } from '../../../shared/ipc/contract.ts';
import { commandsFor } from './commands.ts';

const cluster = (name: string): ClusterSummary => ({ name, label: name, environment: 'staging' }) as ClusterSummary;
const server = (id: string): ServerView =>
  ({ id, address: id, label: null, reason: null, channels: [] as const }) as unknown as ServerView;

test('without a cluster nothing is offered that needs one', () => {
  const ids = commandsFor({ clusters: [], current: null, topology: null }).map((command) => command.id);
  expect(ids).not.toContain('record');
  expect(ids).not.toContain('switchover');
  expect(ids).toContain('go Add servers');
});

test('servers and the other clusters are found by name', () => {
  const shop = cluster('shop');
  const servers = [server('db1.shop:3306'), server('db2.shop:3306')];
  const topology = { name: 'shop', label: 'shop', environment: 'staging', servers, findings: [], readAt: 0 } as const;
  const commands = commandsFor({ clusters: [shop, cluster('crm')], current: shop, topology });
  const titles = (group: string): string[] =>
    commands.filter((command) => command.group === group).map((command) => command.title);
  expect(titles('Servers')).toEqual([
    'db1',
    'db2',
    'Import a dump into db1…',
    'Import a dump into db2…',
    'Take a dump of db1…',
    'Take a dump of db2…',
  ]);
  expect(titles('Clusters')).toEqual(['crm']);
  expect(commands.find((command) => command.title === 'db2')?.effect).toEqual({
    kind: 'go',
    href: '#/clusters/shop?server=db2.shop%3A3306',
  });
});

test('while the master does not answer, failing over comes before switching over', () => {
  const shop = cluster('shop');
  const gone = { ...server('db1:3306'), reason: { code: 'server-unreachable', message: '' } } as const;
  const slave = { ...server('db2:3306'), channels: [{ source: 'db1:3306' }] } as unknown as ServerView;
  const takeovers = (servers: readonly ServerView[]): readonly string[] => {
    const topology = { name: 'shop', label: 'shop', environment: 'staging', servers, findings: [], readAt: 0 } as const;
    const commands = commandsFor({ clusters: [shop], current: shop, topology });
    return commands.map(({ id }) => id).filter((id) => id === 'switchover' || id === 'failover');
  };
  expect(takeovers([server('db1:3306'), slave])).toEqual(['switchover', 'failover']);
  expect(takeovers([gone, slave])).toEqual(['failover', 'switchover']);
});
