import type { ServerId } from '../../../shared/domain/server.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';

type Named = Pick<ServerView, 'id' | 'address' | 'label'>;

const hostOf = (address: string): string => address.replace(/:\d+$/, '');
const isIp = (host: string): boolean => /^[\d.]+$/.test(host) || host.startsWith('[');

function shortName(server: Named): string {
  const host = hostOf(server.address);
  return isIp(host) || host === 'localhost' ? server.address : (host.split('.')[0] ?? host);
}

/**
 * What people call the servers: the label if there is one, else the first part of the host name while that tells them
 * apart, else the address.
 */
export function serverNames(servers: readonly Named[]): ReadonlyMap<ServerId, string> {
  const uses = new Map<string, number>();
  const nameOf = (server: Named): string => server.label ?? shortName(server);
  for (const server of servers) uses.set(nameOf(server), (uses.get(nameOf(server)) ?? 0) + 1);
  return new Map(
    servers.map((server) => {
      const name = nameOf(server);
      return [server.id, uses.get(name) === 1 ? name : server.address];
    }),
  );
}
