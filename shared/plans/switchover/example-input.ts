import { dialectFor } from '../../dialects/dialect-for.ts';
import { clusterDefaults, type ClusterConfiguration } from '../../domain/configuration.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import type { GtidFacts, Reading, SemiSyncFacts, ServerFacts } from '../../domain/facts.ts';
import { atLeast, parseVersion } from '../../domain/server.ts';
import type { SwitchoverInput } from './input.ts';
import type { Follower, SwitchoverShape } from './shape.ts';

const cluster: ClusterConfiguration = {
  ...clusterDefaults,
  name: 'shop',
  label: 'Shop',
  seeds: ['db1:3306'],
  user: 'signalbox',
  password: { kind: 'ask' },
  replication: { user: 'repl', password: { kind: 'ask' } },
  askToMoveApplication: true,
};

function ok<T>(value: T): Reading<T> {
  return { ok: true, value, readAt: 0 };
}

function channelTo(host: string, positioning: Follower['positioning']): ChannelFacts {
  const nowhere = { file: 'binlog.000001', offset: 4 };
  return {
    name: '',
    source: { host, port: 3306 },
    sourceUuid: null,
    sourceServerId: 1,
    user: 'repl',
    io: 'yes',
    sql: 'yes',
    received: nowhere,
    executed: nowhere,
    relay: nowhere,
    positioning,
    receivedGtid: null,
    secondsBehind: 0,
    delayS: 0,
    ioError: null,
    sqlError: null,
    filters: [],
    tls: { enabled: false, verify: false, ca: null },
    getPublicKey: false,
    connectRetryS: 10,
  };
}

/** A family, a way of positioning and a shape, for examples in tests and documents. */
export interface ExampleVariant {
  readonly name: string;
  readonly version: string;
  readonly positioning: Follower['positioning'];
  /** db1 follows db2 as well. */
  readonly paired?: true;
  /** The cluster has a hook of each moment. */
  readonly hooked?: true;
  /** db1 waits for acknowledgements; the others acknowledge. */
  readonly semiSync?: true;
}

export const exampleVariants: readonly ExampleVariant[] = [
  { name: 'MariaDB by GTID', version: '10.11.18-MariaDB', positioning: 'slave_pos' },
  { name: 'MariaDB by file and offset', version: '10.11.18-MariaDB', positioning: 'file' },
  { name: 'MySQL 9.7 by GTID', version: '9.7.4', positioning: 'auto-position' },
  { name: 'MySQL 9.7 by file and offset', version: '9.7.4', positioning: 'file' },
  { name: 'MySQL 5.6 by file and offset', version: '5.6.24', positioning: 'file' },
];

/** The same in a pair, where no channel is re-pointed but those of other replicas. */
export const examplePairs: readonly ExampleVariant[] = [
  { name: 'MariaDB by GTID, a pair', version: '10.11.18-MariaDB', positioning: 'slave_pos', paired: true },
  { name: 'MySQL 9.7 by GTID, a pair', version: '9.7.4', positioning: 'auto-position', paired: true },
  { name: 'MySQL 5.6 by file and offset, a pair', version: '5.6.24', positioning: 'file', paired: true },
];

/** With hooks; which family it is makes no difference to them. */
export const exampleHooked: readonly ExampleVariant[] = [
  { name: 'MariaDB by GTID, with hooks', version: '10.11.18-MariaDB', positioning: 'slave_pos', hooked: true },
];

/** With semi-sync: db3 is attached to db2 before that is opened. */
export const exampleSemiSync: readonly ExampleVariant[] = [
  { name: 'MariaDB by GTID, with semi-sync', version: '10.11.18-MariaDB', positioning: 'slave_pos', semiSync: true },
  { name: 'MySQL 9.7 by file and offset, with semi-sync', version: '9.7.4', positioning: 'file', semiSync: true },
];

function semiSyncOf(modern: boolean, isSource: boolean): SemiSyncFacts {
  return {
    source: {
      word: modern ? 'source' : 'master',
      enabled: isSource,
      count: 1,
      timeoutMs: 10_000,
      waitsForNobody: true,
      waitPoint: modern ? 'AFTER_SYNC' : 'AFTER_COMMIT',
      waits: isSource,
      clients: isSource ? 2 : 0,
      waitingSessions: 0,
    },
    replica: { word: modern ? 'replica' : 'slave', enabled: !isSource, acknowledges: !isSource },
  };
}

const exampleHooks: ClusterConfiguration['hooks'] = [
  { name: 'drain', at: 'before', command: ['/usr/local/bin/lb', 'drain', '--wait'], timeoutMs: 30_000 },
  { name: 'power-off', at: 'fence', command: ['/usr/local/bin/fence'], timeoutMs: 30_000 },
  { name: 'move-vip', at: 'after', command: ['/usr/local/bin/vip', 'move'], timeoutMs: 60_000 },
  { name: 'back', at: 'undone', command: ['/usr/local/bin/lb', 'undrain'], timeoutMs: 30_000 },
];

/** db1 with its replicas db2, the candidate, and db3; with one scheduled event. */
export function exampleInput({ version, positioning, paired, hooked, semiSync }: ExampleVariant): SwitchoverInput {
  const mysql = !version.includes('MariaDB');
  const modern = mysql && atLeast(parseVersion(version), 8);
  const gtid: GtidFacts = mysql
    ? { kind: 'mysql', mode: positioning === 'file' ? 'OFF' : 'ON', executed: '', purged: '' }
    : {
        kind: 'mariadb',
        binlogPos: '0-1-5',
        binlogState: '0-1-5',
        slavePos: '',
        currentPos: '0-1-5',
        strict: false,
        domainId: 0,
      };
  const server = (name: string, serverId: number, channels: readonly ChannelFacts[]): ServerFacts => ({
    server: `${name}:3306`,
    aliases: [],
    readings: {
      identity: ok({
        version: parseVersion(version),
        uuid: null,
        serverId,
        hostname: name,
        port: 3306,
        reportHost: null,
        reportPort: null,
        account: 'signalbox@%',
      }),
      status: ok({
        uptimeS: 100,
        readOnly: serverId > 1,
        superReadOnly: modern ? serverId > 1 : null,
        offlineMode: null,
        position: { file: 'binlog.000001', offset: 4 },
        gtid,
        channels,
        rawChannels: [],
        eventScheduler: 'ON',
      }),
      events: ok({
        events: [
          {
            schema: 'a',
            name: 'e',
            definer: { user: 'app', host: '%' },
            status: serverId > 1 ? ('replica-side-disabled' as const) : ('enabled' as const),
          },
        ],
      }),
      persisted: ok({ supported: modern, values: {} }),
      ...(semiSync === true ? { semiSync: ok(semiSyncOf(modern, serverId === 1)) } : {}),
    },
  });
  const channel = [channelTo('db1', positioning)];
  const back = paired === true ? [channelTo('db2', positioning)] : [];
  const shape: SwitchoverShape = {
    candidate: 'db2:3306',
    relation: 'direct',
    via: 'db1:3306',
    source: 'db1:3306',
    channel: '',
    positioning,
    pair: paired === true ? { partner: 'db2:3306', channel: '', positioning } : null,
    followers: [{ server: 'db3:3306', channel: '', positioning }],
    kept: [],
    beside: [],
    silent: [],
    leaveBehind: [],
  };
  const facts = [server('db1', 1, back), server('db2', 2, channel), server('db3', 3, channel)];
  return {
    cluster: hooked === true ? { ...cluster, hooks: exampleHooks } : cluster,
    shape,
    source: 'db1:3306',
    facts: new Map(facts.map((entry) => [entry.server, entry])),
    recorded: facts.map((entry) => entry.server),
    commands: () => dialectFor(parseVersion(version)).commands,
  };
}
