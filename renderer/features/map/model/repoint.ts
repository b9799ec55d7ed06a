import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';

/** Whether a server could be dropped on another to replicate from it, by what the map knows; the checks know more. */
export type Drop = { readonly allowed: true } | { readonly allowed: false; readonly because: string };

/** Can it be dragged: is there a channel to point elsewhere? */
export function canBeRepointed(server: ServerView): boolean {
  return server.role !== 'unreachable' && server.channels.length > 0;
}

/** What dropping `replica` on `target` would mean. Texts may hold `{source}` words. */
export function dropOn(servers: readonly ServerView[], replica: ServerId, target: ServerId): Drop {
  const dragged = servers.find((server) => server.id === replica);
  const onto = servers.find((server) => server.id === target);
  if (dragged === undefined || onto === undefined || replica === target) return { allowed: false, because: '' };
  if (onto.role === 'unreachable') return { allowed: false, because: 'it does not answer' };
  if (dragged.channels.some((channel) => channel.source === target)) {
    return { allowed: false, because: 'it replicates from it already' };
  }
  if (follows(servers, target, replica)) return { allowed: false, because: 'it follows the dragged one: a ring' };
  return { allowed: true };
}

/** Does `server` get its data from `source`, over however many others? */
function follows(servers: readonly ServerView[], server: ServerId, source: ServerId): boolean {
  const byId = new Map(servers.map((one) => [one.id, one]));
  const seen = new Set<ServerId>();
  const waiting = [server];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const sources = (byId.get(next)?.channels ?? []).map((channel) => channel.source);
    if (sources.includes(source)) return true;
    waiting.push(...sources);
  }
  return false;
}
