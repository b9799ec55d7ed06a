import { silentFailures } from '../../../shared/analysis/findings/reachability.ts';
import { answers, onlyFollows, replicasOf } from '../../../shared/analysis/findings/relations.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ServerView } from '../../../shared/domain/topology.ts';

/**
 * Is a failover the question here: does a server that leads not answer at all, while others that answer replicate from
 * it? Whether it is dead is for the evidence to say.
 */
export function isGoneSource(servers: readonly ServerView[], server: ServerView): boolean {
  if (server.reason === null || !silentFailures.has(server.reason.code)) return false;
  return !onlyFollows(servers, server) && replicasOf(servers, server.id).some(answers);
}

/**
 * The source that the cluster has lost; of several the one that most replicate from. null: none, or another source that
 * takes writes has as many replicas, as it has after a failover that left some behind.
 */
export function goneSource(servers: readonly ServerView[]): ServerId | null {
  const gone = servers.filter((server) => isGoneSource(servers, server));
  const followers = (server: ServerView): number => replicasOf(servers, server.id).length;
  const [worst] = gone.toSorted((a, b) => followers(b) - followers(a));
  if (worst === undefined) return null;
  const open = servers.filter((server) => answers(server) && server.writable === true && !onlyFollows(servers, server));
  return open.some((server) => followers(server) >= Math.max(1, followers(worst))) ? null : worst.id;
}

/** Does this server wait for a source that is gone? */
export function waitsForGone(servers: readonly ServerView[], server: ServerView): boolean {
  return (
    answers(server) &&
    server.channels.some(({ source }) => servers.some((other) => other.id === source && isGoneSource(servers, other)))
  );
}
