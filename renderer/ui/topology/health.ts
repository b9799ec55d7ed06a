import type { ClusterTopology, ServerView } from '../../../shared/domain/topology.ts';

/** What people count servers by. `stopped`: it answers, and one of its channels does not replicate. */
export type Health = 'healthy' | 'connecting' | 'stopped' | 'stale' | 'unreachable';

/** A server's state by its worst part. Lag is not ill health: it has its own finding. */
export function healthOf(server: ServerView): Health {
  if (server.role === 'unreachable') return 'unreachable';
  if (server.stale) return 'stale';
  const channels = server.channels;
  if (channels.some((channel) => channel.io === 'no' || channel.sql === 'no' || channel.error !== null)) {
    return 'stopped';
  }
  return channels.some((channel) => channel.io === 'connecting') ? 'connecting' : 'healthy';
}

export type HealthCounts = Readonly<Record<Health, number>>;

export function countHealth(servers: readonly ServerView[]): HealthCounts {
  const counts = { healthy: 0, connecting: 0, stopped: 0, stale: 0, unreachable: 0 };
  for (const server of servers) counts[healthOf(server)] += 1;
  return counts;
}

/** `5 servers · MySQL 8.4, 9.7`: how many, and the series they run. */
export function clusterSummaryText(topology: ClusterTopology): string {
  const count = topology.servers.length;
  const series = new Set(topology.servers.map(seriesOf).filter((text) => text !== null));
  return [count === 1 ? '1 server' : `${count} servers`, ...[...series].sort()].join(' · ');
}

function seriesOf(server: ServerView): string | null {
  if (server.family === null || server.version === null) return null;
  const name = server.family === 'mariadb' ? 'MariaDB' : 'MySQL';
  return `${name} ${/^\d+\.\d+/.exec(server.version)?.[0] ?? server.version}`;
}

/** `MariaDB 10.11.19`, or null while the server has not said. */
export function versionText(server: ServerView): string | null {
  if (server.version === null) return null;
  const name = server.family === 'mariadb' ? 'MariaDB' : 'MySQL';
  return `${name} ${shortVersion(server.version)}`;
}

/** The three numbers of `10.11.19-MariaDB-0+deb12u1-log`. */
export function shortVersion(version: string): string {
  return /\d+\.\d+\.\d+/.exec(version.replace(/^5\.5\.5-/, ''))?.[0] ?? version;
}
