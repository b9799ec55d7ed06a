import { answers } from '../../../shared/analysis/findings/relations.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';

/**
 * Whom a server that answers and follows nobody could follow: the one other server that takes writes. null: there is
 * none, or more than one, and a person has to decide first. Whether it may is for the checks to say.
 */
export function rejoinSource(servers: readonly ServerView[], server: ServerView): ServerId | null {
  if (!answers(server) || server.channels.length > 0) return null;
  const open = servers.filter((other) => other.id !== server.id && answers(other) && other.writable === true);
  const [source] = open;
  return source !== undefined && open.length === 1 ? source.id : null;
}
