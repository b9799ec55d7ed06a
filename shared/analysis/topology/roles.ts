import type { ServerId } from '../../domain/server.ts';
import type { Role } from '../../domain/topology.ts';

/** What a server's role is decided from. */
export interface RoleInput {
  readonly id: ServerId;
  readonly answers: boolean;
  readonly writable: boolean | null;
  /** Servers it replicates from. */
  readonly sources: readonly ServerId[];
}

/**
 * Roles by who replicates from whom. In a pair or ring, where everyone is both, the one that takes writes is the
 * source; a read-only member is a replica, or intermediate when servers outside the ring replicate from it.
 */
export function rolesOf(servers: readonly RoleInput[]): ReadonlyMap<ServerId, Role> {
  return new Map(servers.map((server) => [server.id, roleOf(server, servers)]));
}

function roleOf(server: RoleInput, servers: readonly RoleInput[]): Role {
  if (!server.answers) return 'unreachable';
  const replicas = servers.filter((other) => other.id !== server.id && other.sources.includes(server.id));
  if (server.sources.length === 0) return replicas.length > 0 ? 'source' : 'standalone';
  const upstream = upstreamOf(server, servers);
  if (server.writable === true && upstream.has(server.id)) return 'source';
  return replicas.some((replica) => !upstream.has(replica.id)) ? 'intermediate' : 'replica';
}

/** All servers whose changes reach it; itself too when it is in a ring. */
function upstreamOf(server: RoleInput, servers: readonly RoleInput[]): ReadonlySet<ServerId> {
  const found = new Set<ServerId>();
  const open = [...server.sources];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(servers.find((other) => other.id === id)?.sources ?? []));
  }
  return found;
}
