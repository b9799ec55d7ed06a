import { clusterDefaults } from '../../domain/configuration.ts';
import type { ClusterConfiguration } from '../../domain/configuration.ts';
import type { GtidFacts, IdentityFacts, ServerFacts, SettingsFacts, StatusFacts } from '../../domain/facts.ts';
import { parseVersion } from '../../domain/server.ts';
import type { ServerId } from '../../domain/server.ts';
import type { ChannelView, ServerView } from '../../domain/topology.ts';
import type { SeenCluster } from './draft.ts';

/** For tests: views and facts of a healthy MySQL cluster, to be bent into the situation under test. */
export interface ExampleServer {
  readonly view: Partial<ServerView>;
  readonly status: Partial<StatusFacts>;
  readonly settings: Partial<SettingsFacts>;
  readonly identity: Partial<IdentityFacts>;
  readonly readAt: number; // epoch ms
}

export const exampleNow = 1_000_000; // epoch ms

const uuidOf = (id: ServerId): string =>
  `${id
    .replaceAll(/[^a-z0-9]/g, '')
    .padEnd(8, '0')
    .slice(0, 8)}-0000-4000-8000-000000000000`;

/** A server by its id; its server_id is made from the id's letters, so that different ids differ. */
export function exampleServer(
  id: ServerId,
  bend: Partial<ExampleServer> = {},
): { view: ServerView; facts: ServerFacts } {
  const serverId = Array.from(id).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 4_000_000_000;
  const identity: IdentityFacts = { ...exampleIdentity(id, serverId), ...bend.identity };
  const readAt = bend.readAt ?? exampleNow;
  const view: ServerView = { ...exampleView(id, identity), ...bend.view };
  const facts: ServerFacts = {
    server: id,
    aliases: [],
    readings: {
      identity: { ok: true, readAt, value: identity },
      status: { ok: true, readAt, value: { ...exampleStatus, ...bend.status } },
      settings: { ok: true, readAt, value: { ...exampleSettings, ...bend.settings } },
    },
  };
  return { view, facts };
}

/** A replica of `source`: read-only and replicating. */
export function exampleReplica(
  id: ServerId,
  source: ServerId,
  channel: Partial<ChannelView> = {},
  bend: Partial<ExampleServer> = {},
): { view: ServerView; facts: ServerFacts } {
  const view = { role: 'replica' as const, writable: false, channels: [exampleChannel(source, channel)], ...bend.view };
  return exampleServer(id, { ...bend, view });
}

export function exampleChannel(source: ServerId, bend: Partial<ChannelView> = {}): ChannelView {
  return {
    name: '',
    source,
    io: 'yes',
    sql: 'yes',
    executed: { file: 'binlog.000001', offset: 4 },
    received: { file: 'binlog.000001', offset: 4 },
    gtid: null,
    positioning: 'auto-position',
    lag: { seconds: 0, kind: 'reported' },
    delayS: 0,
    error: null,
    filters: [],
    ...bend,
  };
}

export function exampleCluster(
  servers: readonly { view: ServerView; facts: ServerFacts }[],
  bend: Partial<ClusterConfiguration> = {},
): SeenCluster {
  return {
    servers: servers.map(({ view }) => view),
    facts: new Map(servers.map(({ facts }) => [facts.server, facts])),
    cluster: {
      ...clusterDefaults,
      name: 'shop',
      label: 'Shop',
      seeds: [],
      user: 'sb',
      password: { kind: 'ask' },
      ...bend,
    },
    now: exampleNow,
  };
}

export function mysqlGtid(executed: string): GtidFacts {
  return { kind: 'mysql', mode: 'ON', executed, purged: '' };
}

function exampleIdentity(id: ServerId, serverId: number): IdentityFacts {
  const unset = { reportHost: null, reportPort: null, account: 'sb@%' };
  return { version: parseVersion('9.7.4'), uuid: uuidOf(id), serverId, hostname: id, port: 3306, ...unset };
}

function exampleView(id: ServerId, identity: IdentityFacts): ServerView {
  return {
    id,
    address: id,
    aliases: [],
    label: null,
    hostname: id,
    family: 'mysql',
    version: '9.7.4',
    serverId: identity.serverId,
    uuid: identity.uuid,
    role: 'source',
    reason: null,
    readAt: exampleNow,
    stale: false,
    uptimeS: 100,
    writable: true,
    superReadOnly: false,
    position: { file: 'binlog.000001', offset: 4, gtid: null },
    channels: [],
    promotion: 'neutral',
    site: null,
  };
}

const exampleStatus: StatusFacts = {
  uptimeS: 100,
  readOnly: false,
  superReadOnly: false,
  offlineMode: false,
  position: { file: 'binlog.000001', offset: 4 },
  gtid: { kind: 'none' },
  channels: [],
  rawChannels: [],
  eventScheduler: 'ON',
};

const exampleSettings: SettingsFacts = {
  logBin: true,
  logReplicaUpdates: true,
  binlogFormat: 'ROW',
  binlogRowImage: 'FULL',
  binlogFilters: [],
  gtidMode: 'ON',
  compared: {},
  serverTimeMs: exampleNow,
  unsupportedMarks: [],
  lockWaitTimeoutS: 60,
  applier: { workers: 4, keepsOrder: true },
};
