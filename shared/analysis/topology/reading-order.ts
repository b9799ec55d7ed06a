import { factOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { resolveSource } from './addresses.ts';

/**
 * Servers in the groups in which they are read: each after everything that replicates from it, so that a replica never
 * looks ahead of its source. Of a ring, where that can't be had, those that are read-only come first, together: what is
 * under way comes from the others. All of it comes before what it replicates from.
 */
export function readingOrder(facts: FactsByServer): readonly (readonly ServerId[])[] {
  const waiting = new Map([...facts.keys()].map((server) => [server, sourcesOf(facts, server)]));
  const order: (readonly ServerId[])[] = [];
  while (waiting.size > 0) {
    const awaited = new Set([...waiting].flatMap(([server, sources]) => sources.filter((id) => id !== server)));
    const free = [...waiting.keys()].filter((server) => !awaited.has(server));
    const next = free.length > 0 ? free : closedFirst(facts, ringOf(waiting));
    for (const server of next) waiting.delete(server);
    order.push(next);
  }
  return order;
}

function closedFirst(facts: FactsByServer, ring: readonly ServerId[]): readonly ServerId[] {
  const closed = ring.filter((server) => factOf(facts.get(server), 'status')?.readOnly === true);
  return closed.length > 0 ? closed : ring;
}

function sourcesOf(facts: FactsByServer, server: ServerId): readonly ServerId[] {
  const channels = factOf(facts.get(server), 'status')?.channels ?? [];
  return channels.map((channel) => resolveSource(facts, server, channel)).filter((source) => facts.has(source));
}

/** Everyone waits for someone, so walking along who waits leads into a ring. */
function ringOf(waiting: ReadonlyMap<ServerId, readonly ServerId[]>): readonly ServerId[] {
  const path: ServerId[] = [];
  let [at] = waiting.keys();
  while (at !== undefined && !path.includes(at)) {
    path.unshift(at);
    const current = at;
    at = [...waiting].find(([server, sources]) => server !== current && sources.includes(current))?.[0];
  }
  return at === undefined ? path : path.slice(0, path.indexOf(at) + 1);
}
