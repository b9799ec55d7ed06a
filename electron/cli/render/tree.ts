import type { ServerView } from '../../../shared/domain/topology.ts';
import type { ServerId } from '../../../shared/domain/server.ts';

/** A server in the drawn tree: what stands before its name, and before lines that belong to it. */
export interface Branch {
  readonly server: ServerView;
  readonly before: string;
  readonly below: string;
}

/**
 * Servers below the source they replicate from, in their own order. Every server appears once: a replica of several
 * sources below the first, a ring from its first server on.
 */
export function drawTree(servers: readonly ServerView[]): readonly Branch[] {
  const ids = new Set(servers.map((server) => server.id));
  const children = Map.groupBy(servers, (server) => parentOf(server, ids));
  const drawn = new Set<ServerId>();
  const branches: Branch[] = [];
  const draw = (server: ServerView, before: string, below: string): void => {
    if (drawn.has(server.id)) return;
    drawn.add(server.id);
    const own = (children.get(server.id) ?? []).filter((child) => !drawn.has(child.id));
    branches.push({ server, before, below: below + (own.length > 0 ? '│  ' : '   ') });
    own.forEach((child, index) => {
      const last = index === own.length - 1;
      draw(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`);
    });
  };
  for (const root of children.get(null) ?? []) draw(root, '', '');
  for (const server of servers) draw(server, '', '');
  return branches;
}

function parentOf(server: ServerView, known: ReadonlySet<ServerId>): ServerId | null {
  return (
    server.channels.map((channel) => channel.source).find((source) => known.has(source) && source !== server.id) ?? null
  );
}
