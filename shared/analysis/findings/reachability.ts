import type { ErrorCode } from '../../domain/error-codes.ts';
import type { ChannelView, ServerView } from '../../domain/topology.ts';
import { explainReplicationError } from '../replication-errors.ts';
import type { FindingDraft, SeenCluster } from './draft.ts';
import { listed, replicaCount } from './phrases.ts';
import { answers, leadersOf, onlyFollows, replicasOf } from './relations.ts';

/** Failures that leave open whether the server lives; any other (wrong password, TLS …) is an answer of a living one. */
export const silentFailures: ReadonlySet<ErrorCode> = new Set([
  'server-unreachable',
  'server-timeout',
  'server-connection-lost',
]);

/**
 * `master-dead`: a server that leads does not answer here, some of its replicas have tried to reach it and
 * failed, and none is connected. A replica says “connected” up to slave_net_timeout after a power loss, so it takes
 * that long to be sure; until then, and without replicas as witnesses, the server is only `server-unreachable`.
 */
export function reachabilityFindings(seen: SeenCluster): readonly FindingDraft[] {
  return seen.servers.flatMap((server) => {
    if (isDeadSource(seen.servers, server)) return [masterDead(seen.servers, server)];
    if (!answers(server)) return [unreachable(seen.servers, server)];
    return server.stale ? [stale(server, seen.now)] : [];
  });
}

/** Is the server dead by the evidence above? */
export function isDeadSource(servers: readonly ServerView[], server: ServerView): boolean {
  if (server.reason === null || !silentFailures.has(server.reason.code) || onlyFollows(servers, server)) return false;
  const channels = witnesses(servers, server);
  return channels.every(({ io }) => io !== 'yes') && channels.some(triedInVain);
}

function witnesses(servers: readonly ServerView[], source: ServerView): readonly ChannelView[] {
  return replicasOf(servers, source.id)
    .filter((replica) => answers(replica) && !replica.stale)
    .flatMap((replica) => replica.channels.filter((channel) => channel.source === source.id));
}

/** A channel that someone stopped says nothing about its source. */
function triedInVain({ io, error }: ChannelView): boolean {
  if (io === 'connecting') return true;
  return io === 'no' && error?.thread === 'io' && explainReplicationError(error).topic === 'network';
}

function masterDead(servers: readonly ServerView[], server: ServerView): FindingDraft {
  const replicas = replicasOf(servers, server.id);
  return {
    code: 'master-dead',
    severity: 'critical',
    server: server.id,
    servers: [server.id, ...replicas.map(({ id }) => id)],
    message: `The {source} ${server.id} is dead: it does not answer here, and none of its ${replicaCount(replicas.length)} is connected to it.`,
    explanation: deadText(leadersOf(servers).find((other) => answers(other) && other.writable === true)),
  };
}

/** `open`: a server that leads and takes writes, as after a failover. */
function deadText(open: ServerView | undefined): string {
  const onlyCopy = 'what they have received may be the only copy.';
  if (open !== undefined) {
    return `${open.id} takes writes. Those that still follow the dead one get nothing new: they were left behind, or belong to it alone. Do not restart them or change their {source} before you have looked: ${onlyCopy}`;
  }
  return `Nobody can write. If the server can be brought back quickly, do that: nothing is lost then. Do not restart the {replicas} or change their {source} in the meantime: ${onlyCopy}`;
}

function unreachable(servers: readonly ServerView[], server: ServerView): FindingDraft {
  const replicas = replicasOf(servers, server.id).filter(answers);
  const connected = replicas.filter((replica) =>
    replica.channels.some(({ source, io }) => source === server.id && io === 'yes'),
  );
  return {
    code: 'server-unreachable',
    severity: replicas.length > 0 ? 'critical' : 'warning',
    server: server.id,
    servers: [server.id],
    message: `${server.id} can’t be read: ${server.reason?.message ?? 'no answer'}`,
    explanation: [
      evidence(
        server,
        replicas.length,
        connected.map(({ id }) => id),
      ),
      whatToDo(server),
    ].join(' '),
  };
}

function evidence(server: ServerView, replicas: number, connected: readonly string[]): string {
  if (replicas === 0) return 'Nothing is known of its state.';
  if (connected.length === 0) return `None of its ${replicaCount(replicas)} is connected to ${server.id} either.`;
  return `Still connected to it by their own account: ${listed(connected)}; so it may live and only be out of reach from here (after a power loss {replicas} go on saying so for up to slave_net_timeout).`;
}

const cures: ReadonlyMap<ErrorCode, string> = new Map([
  [
    'server-access-denied',
    'It answers but refuses the login: check the account and the password reference in the cluster’s settings.',
  ],
  ['server-tls', 'It answers but TLS fails: check the cluster’s TLS settings and the certificates.'],
  ['server-not-mysql', 'Check the address: what answers there is not a MySQL or MariaDB server.'],
  ['server-unsupported', 'Check the address: this is not a server that Signalbox can work with.'],
]);

function whatToDo({ reason }: ServerView): string {
  const cure = reason === null ? undefined : cures.get(reason.code);
  return cure ?? 'Check that it runs, and the network from here to its port.';
}

function stale(server: ServerView, now: number): FindingDraft {
  const age =
    server.readAt === null ? 'long ago' : `${String(Math.max(0, Math.round((now - server.readAt) / 1000)))} s ago`;
  return {
    code: 'server-stale',
    severity: 'warning',
    server: server.id,
    servers: [server.id],
    message: `${server.id} answers too slowly: it was last read ${age}.`,
    explanation: 'What is shown of it may no longer be true. Check its load and the network before acting on it.',
  };
}
