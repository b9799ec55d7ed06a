import type { ChannelView, ServerView } from '../../../../shared/domain/topology.ts';

const position = { file: 'binlog.000042', offset: 15_204_113 };

/** A channel that runs, with what a test changes. */
export function channel(source: string, change: Partial<ChannelView> = {}): ChannelView {
  return {
    name: '',
    source,
    io: 'yes',
    sql: 'yes',
    executed: position,
    received: position,
    gtid: null,
    positioning: 'file',
    lag: { seconds: 0.1, kind: 'measured' },
    delayS: 0,
    error: null,
    filters: [],
    ...change,
  };
}

/** A server that answers, with what a test changes. */
export function server(id: string, change: Partial<ServerView> = {}): ServerView {
  return {
    id,
    address: id,
    aliases: [],
    label: null,
    hostname: null,
    family: 'mariadb',
    version: '10.11.14-MariaDB-log',
    serverId: 1,
    uuid: null,
    role: 'replica',
    reason: null,
    readAt: 0,
    stale: false,
    uptimeS: 60,
    writable: false,
    superReadOnly: null,
    position: { ...position, gtid: null },
    channels: [],
    promotion: 'neutral',
    site: null,
    ...change,
  };
}

/** A server that does not answer. */
export function silent(id: string): ServerView {
  return server(id, {
    role: 'unreachable',
    reason: { code: 'server-unreachable', message: 'connection refused' },
    position: null,
    writable: null,
    version: null,
  });
}
