import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';

/** Who follows whom, and nothing else: what the layout depends on. */
export interface Shape {
  /** In the topology's order. */
  readonly servers: readonly ServerId[];
  /** Of each server the sources that it follows, its first channel's first; only servers of the cluster. */
  readonly sources: ReadonlyMap<ServerId, readonly ServerId[]>;
}

export const noShape: Shape = { servers: [], sources: new Map() };

/**
 * The shape of what is seen. A server that does not answer says nothing of its channels: it keeps the sources it had
 * `before`, so that its card stays where it was.
 */
export function shapeOf(servers: readonly ServerView[], before: Shape): Shape {
  const known = new Set(servers.map((server) => server.id));
  const sources = new Map<ServerId, readonly ServerId[]>();
  for (const server of servers) {
    const silent = server.role === 'unreachable' && server.channels.length === 0;
    const named = silent ? (before.sources.get(server.id) ?? []) : server.channels.map((channel) => channel.source);
    sources.set(
      server.id,
      [...new Set(named)].filter((source) => known.has(source) && source !== server.id),
    );
  }
  return { servers: servers.map((server) => server.id), sources };
}

/** Equal for equal shapes, whatever the order of the servers. */
export function shapeKey(shape: Shape): string {
  return [...shape.sources]
    .map(([server, sources]) => `${server}<${sources.join(',')}`)
    .sort()
    .join(' ');
}
