import type { ServerId } from '../../../../shared/domain/server.ts';
import type { Shape } from './shape.ts';

/** A server with those drawn below it. Every server of a shape is in its forest once. */
export interface Tree {
  readonly server: ServerId;
  readonly below: readonly Tree[];
}

/**
 * Sources on top. Servers of a ring hang below the first of them in the shape's order; a server with several sources
 * hangs below the first. What the trees leave out is in `shape.sources` still, and is drawn as a side rail.
 */
export function forestOf(shape: Shape): readonly Tree[] {
  const order = [...shape.servers];
  const followers = new Map<ServerId, ServerId[]>();
  for (const server of [...order].sort()) {
    const [first] = shape.sources.get(server) ?? [];
    if (first !== undefined) followers.set(first, [...(followers.get(first) ?? []), server]);
  }
  const seen = new Set<ServerId>();
  const grow = (server: ServerId): Tree => {
    seen.add(server);
    const below: Tree[] = [];
    for (const follower of followers.get(server) ?? []) if (!seen.has(follower)) below.push(grow(follower));
    return { server, below };
  };
  const isRoot = (server: ServerId): boolean => (shape.sources.get(server) ?? []).length === 0;
  const roots = order.filter(isRoot).sort();
  const trees = roots.map(grow);
  for (const server of order) if (!seen.has(server)) trees.push(grow(server));
  return trees;
}
