import type { ChannelFacts } from '../../../shared/domain/channel.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { RecordEntry, RecordReason } from '../../../shared/domain/record.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ChannelView, ClusterTopology, ServerView } from '../../../shared/domain/topology.ts';
import { hasReturned } from './aftermath.ts';
import { newId, servers } from './world.ts';
import type { World } from './world.ts';

const file = 'mysql-bin.000007';

/** Writes arrive steadily: the source's offset follows the clock. */
function offsetOf(world: World, behindS = 0): number {
  const now = world.gone?.server === world.source ? world.gone.since + 60_000 : world.options.clock();
  return 48_210 + Math.max(0, Math.floor((now - world.startedAt) / 100) - behindS * 10) * 37;
}

const numberOf = (server: ServerId): number => servers.indexOf(server) + 1;
const gtidAt = (offset: number): string => `0-1-${String(Math.floor(offset / 37))}`;

/** The last replica lags now and then, so that lag and its finding come and go. */
function lagOf(world: World, server: ServerId): number {
  if (world.gone?.server === world.source) return 0;
  const lagging = server === servers.filter((other) => other !== world.source).at(-1);
  const second = Math.floor(world.options.clock() / 1000) % 60;
  return lagging && second > 30 ? second - 25 : 0;
}

export function topologyOf(world: World, name: string): ClusterTopology {
  const views = [...servers]
    .sort((a, b) => Number(b === world.source) - Number(a === world.source))
    .map((server) => serverView(world, server));
  const cluster = world.clusters.find((known) => known.name === name);
  return {
    name,
    label: cluster?.label ?? name,
    environment: cluster?.environment ?? 'staging',
    servers: views,
    findings: [...goneFindings(world), ...replacedFindings(world), ...lostFindings(world), ...findings(world)],
    readAt: world.options.clock(),
  };
}

function serverView(world: World, server: ServerId): ServerView {
  if (server === world.gone?.server) {
    return hasReturned(world) ? returnedView(world, server) : goneView(world, world.gone.since);
  }
  const isSource = server === world.source;
  const offset = offsetOf(world, lagOf(world, server));
  return {
    id: server,
    address: server,
    aliases: [],
    label: null,
    hostname: `yard${String(numberOf(server))}`,
    family: 'mariadb',
    version: '10.11.14-MariaDB-log',
    serverId: numberOf(server),
    uuid: null,
    role: isSource ? 'source' : 'replica',
    reason: null,
    readAt: world.options.clock(),
    stale: false,
    uptimeS: Math.floor((world.options.clock() - world.startedAt) / 1000) + 86_400,
    writable: isSource,
    superReadOnly: null,
    position: { file, offset, gtid: gtidAt(offset) },
    channels: isSource ? [] : [channelView(world, server)],
    promotion: 'neutral',
    site: numberOf(server) === 3 ? 'west' : 'east',
  };
}

/** Closed, and following nobody. */
function returnedView(world: World, server: ServerId): ServerView {
  const view = serverView({ ...world, gone: null }, server);
  const position = { file: 'mysql-bin.000008', offset: 339, gtid: gtidAt(70_114) };
  return { ...view, role: 'standalone', channels: [], uptimeS: 40, position };
}

/** As it was seen last. */
function goneView(world: World, since: number): ServerView {
  const server = world.gone?.server ?? '';
  const view = serverView({ ...world, gone: null }, server);
  const reason = {
    code: 'server-unreachable',
    message: `${server} can’t be reached: nothing listens on that port.`,
  } as const;
  return {
    ...view,
    role: 'unreachable',
    reason,
    readAt: since,
    uptimeS: null,
    writable: null,
    position: null,
    channels: [],
  };
}

function goneFindings(world: World): readonly Finding[] {
  const { gone } = world;
  if (gone === null || gone.server !== world.source) return [];
  return [
    {
      code: 'master-dead',
      severity: 'critical',
      server: gone.server,
      servers: [...servers],
      message: `The {source} ${gone.server} is dead: it does not answer here, and none of its two {replicas} is connected to it.`,
      explanation:
        'Nobody can write. If the server can be brought back quickly, do that: nothing is lost then. Do not restart the {replicas} or change their {source} in the meantime: what they have received may be the only copy.',
      since: gone.since,
    },
  ];
}

/** After a failover: the old source is away, or back and apart. */
function replacedFindings(world: World): readonly Finding[] {
  const { gone } = world;
  if (gone === null || gone.server === world.source) return [];
  if (!hasReturned(world))
    return [
      {
        code: 'server-unreachable',
        severity: 'warning',
        server: gone.server,
        servers: [gone.server],
        message: `${gone.server} can’t be read: nothing listens on that port.`,
        explanation: 'Nothing is known of its state. Check that it runs, and the network from here to its port.',
        since: gone.since,
      },
    ];
  return [
    {
      code: 'follows-nobody',
      severity: 'warning',
      server: gone.server,
      servers: [gone.server],
      message: `${gone.server} takes no writes and follows nobody.`,
      explanation:
        'What is written elsewhere does not reach it: its data stands still, and it can’t take over. If it was the {source} before, let it follow the new one, once it is proved to have nothing of its own.',
      since: world.options.clock(),
    },
  ];
}

function channelView(world: World, server: ServerId): ChannelView {
  if (isLost(world, server)) return lostChannel(world);
  const lag = lagOf(world, server);
  const cut = world.source === world.gone?.server;
  return {
    name: '',
    source: world.source,
    io: cut ? 'connecting' : 'yes',
    sql: 'yes',
    executed: { file, offset: offsetOf(world, lag) },
    received: { file, offset: offsetOf(world) },
    gtid: gtidAt(offsetOf(world, lag)),
    positioning: 'slave_pos',
    lag: cut ? { seconds: null, kind: 'unknown' } : { seconds: lag, kind: 'measured' },
    delayS: 0,
    error: cut
      ? { number: 2003, message: `Can’t connect to server on '127.0.0.1' (111)`, at: null, thread: 'io' }
      : null,
    filters: [],
  };
}

/** The third server loses its position: its thread was seen to stop, and a record was made of it then. */
export function lose(world: World): void {
  const record: RecordEntry = {
    ...recordOf(world, 'shop', servers[2] ?? '', 'thread-stopped', null, null),
    channels: [recordedChannel(world)],
  };
  world.records = [...world.records, record];
  world.lostRecord = record.id;
}

function isLost(world: World, server: ServerId): boolean {
  return world.lostRecord !== null && server === servers[2];
}

function lostChannel(world: World): ChannelView {
  return {
    name: '',
    source: world.source,
    io: 'no',
    sql: 'yes',
    executed: { file: 'mysql-bin.000001', offset: 4 },
    received: { file: 'mysql-bin.000001', offset: 4 },
    gtid: null,
    positioning: 'file',
    lag: { seconds: null, kind: 'unknown' },
    delayS: 0,
    error: {
      number: 1236,
      message: 'Could not find first log file name in binary log index file',
      at: null,
      thread: 'io',
    },
    filters: [],
  };
}

function recordedChannel(world: World): ChannelFacts {
  const [host = '', port = ''] = world.source.split(':');
  const position = { file, offset: offsetOf(world) };
  return {
    name: '',
    source: { host, port: Number(port) },
    sourceUuid: null,
    sourceServerId: 1,
    user: 'repl',
    io: 'no',
    sql: 'no',
    received: position,
    executed: position,
    relay: { file: 'relay-bin.000002', offset: 555 },
    positioning: 'file',
    receivedGtid: null,
    secondsBehind: null,
    delayS: 0,
    ioError: null,
    sqlError: null,
    filters: [],
    tls: { enabled: false, verify: false, ca: null },
    getPublicKey: false,
    connectRetryS: 60,
  };
}

function lostFindings(world: World): readonly Finding[] {
  const record = world.records.find(({ id }) => id === world.lostRecord);
  const server = servers[2] ?? '';
  if (record === undefined) return [];
  const was = record.channels[0]?.executed ?? null;
  return [
    {
      code: 'position-reset',
      severity: 'critical',
      server,
      servers: [server, world.source],
      message: `${server}: the position was reset. It was at ${was === null ? '?' : formatPosition(was)} (record ${record.id}, SQL thread seen stopped) and now replicates at mysql-bin.000001:4.`,
      explanation:
        'A CHANGE MASTER or RESET without coordinates did this; what is in the logs from there on is applied once more, silently or until an error. Where it stopped is recorded.',
      since: record.at,
      details: {
        kind: 'position-reset',
        channel: '',
        at: record.at,
        was,
        now: { file: 'mysql-bin.000001', offset: 4 },
        proof: 'stopped-record',
        record: record.id,
      },
    },
  ];
}

function findings(world: World): readonly Finding[] {
  return servers
    .filter((server) => lagOf(world, server) > 0)
    .map((server) => ({
      code: 'replica-lagging',
      severity: 'warning',
      server,
      servers: [server],
      message: `{Replica} ${server} is ${String(lagOf(world, server))} s behind its {source}.`,
      explanation: 'It applies more slowly than the {source} writes. Wait, or look for a long statement on it.',
      since: world.options.clock() - lagOf(world, server) * 1000,
    }));
}

export function recordOf(
  world: World,
  cluster: string,
  server: ServerId,
  reason: RecordReason,
  note: string | null,
  operation: string | null,
): RecordEntry {
  const at = world.options.clock();
  const position = { file, offset: offsetOf(world) };
  const gtid = gtidAt(position.offset);
  return {
    id: newId(world, 'record'),
    at,
    hash: 'fake',
    cluster,
    server,
    reason,
    note,
    operation,
    readAt: at,
    family: 'mariadb',
    version: '10.11.14-MariaDB-log',
    uuid: null,
    serverId: numberOf(server),
    position,
    gtid: {
      kind: 'mariadb',
      binlogPos: gtid,
      binlogState: gtid,
      slavePos: gtid,
      currentPos: gtid,
      strict: false,
      domainId: 0,
    },
    readOnly: server !== world.source,
    superReadOnly: null,
    eventScheduler: 'OFF',
    channels: [],
    rawChannels: [],
  };
}
