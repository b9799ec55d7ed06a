import type { ServerId } from '../../domain/server.ts';
import type { ServerView } from '../../domain/topology.ts';

/** Did the last attempt to read the server succeed? */
export function answers(server: ServerView): boolean {
  return server.reason === null;
}

/** The servers that replicate directly from `source`, as far as they say so. */
export function replicasOf(servers: readonly ServerView[], source: ServerId): readonly ServerView[] {
  return servers.filter((server) => server.id !== source && replicatesFrom(server, source));
}

export function replicatesFrom(server: ServerView, source: ServerId): boolean {
  return server.channels.some((channel) => channel.source === source);
}

/** Every server from which changes reach `server`, directly or through others; itself too in a ring. */
export function upstreamOf(servers: readonly ServerView[], server: ServerView): ReadonlySet<ServerId> {
  const found = new Set<ServerId>();
  const open: ServerView[] = [server];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { source } of at.channels) {
      const next = servers.find(({ id }) => id === source);
      if (next !== undefined && !found.has(source)) open.push(next);
      found.add(source);
    }
  }
  return found;
}

/**
 * Does the server only follow: is there something upstream of it that does not in turn replicate from it? The members
 * of a pair or ring lead, all of them, whoever takes the writes. A server that follows an unknown address follows.
 */
export function onlyFollows(servers: readonly ServerView[], server: ServerView): boolean {
  return [...upstreamOf(servers, server)].some((id) => {
    const above = servers.find((other) => other.id === id);
    return above === undefined || !upstreamOf(servers, above).has(server.id);
  });
}

/** The servers that lead: sources, members of pairs, standalone servers. */
export function leadersOf(servers: readonly ServerView[]): readonly ServerView[] {
  return servers.filter((server) => !onlyFollows(servers, server));
}
