import type { Severity } from '../../domain/finding.ts';
import type { ChannelView, ServerView } from '../../domain/topology.ts';
import { explainReplicationError, tableInError } from '../replication-errors.ts';
import type { FindingDraft, SeenCluster } from './draft.ts';
import { distinct } from './phrases.ts';
import { isDeadSource } from './reachability.ts';
import { answers } from './relations.ts';

/** Channels whose threads do not run, do not connect, or fall behind. One finding a server and code. */
export function replicationFindings(seen: SeenCluster): readonly FindingDraft[] {
  return seen.servers.filter(answers).flatMap((server) => {
    const stopped = server.channels.filter(isStopped);
    const connecting = server.channels.filter((channel) => isConnecting(channel) && !sourceIsDead(seen, channel));
    const lagging = server.channels.filter((channel) => isLagging(channel, seen.cluster.lagLimitS));
    return [
      ...(stopped.length > 0 ? [stoppedFinding(server, stopped)] : []),
      ...(connecting.length > 0 ? [connectingFinding(server, connecting)] : []),
      ...(lagging.length > 0 ? [laggingFinding(server, lagging, seen.cluster.lagLimitS)] : []),
    ];
  });
}

function isStopped({ io, sql }: ChannelView): boolean {
  return io === 'no' || sql === 'no';
}

function isConnecting(channel: ChannelView): boolean {
  return channel.io === 'connecting' && !isStopped(channel);
}

/** Every replica of a dead source connects in vain; `master-dead` says it once. */
function sourceIsDead(seen: SeenCluster, channel: ChannelView): boolean {
  const source = seen.servers.find(({ id }) => id === channel.source);
  return source !== undefined && isDeadSource(seen.servers, source);
}

/** A delay that was asked for is not lag. */
function isLagging(channel: ChannelView, limitS: number): boolean {
  return !isStopped(channel) && (channel.lag.seconds ?? 0) - channel.delayS > limitS;
}

function stoppedFinding(server: ServerView, channels: readonly ChannelView[]): FindingDraft {
  const [channel] = channels;
  const error = channels.find((stopped) => stopped.error !== null)?.error ?? null;
  const words = error === null ? null : explainReplicationError(error);
  return {
    ...about(server, channels),
    code: 'replication-stopped',
    severity: error === null ? 'warning' : 'critical',
    message: `Replication of ${server.id}${named(channel)} is stopped: ${channels.map(whatStopped).join('; ')}.`,
    explanation:
      words === null
        ? 'No error is shown, so someone stopped it, or it was never started after a restart. Find out why before starting it again; its position is kept while it is stopped.'
        : `${words.meaning} ${words.action}`,
  };
}

function whatStopped({ io, sql, error }: ChannelView): string {
  const threads =
    io === 'no' && sql === 'no'
      ? 'both threads are'
      : sql === 'no'
        ? 'its applier (SQL thread) is'
        : 'its receiver (IO thread) is';
  if (error === null) return `${threads} not running`;
  const table = tableInError(error.message);
  return `${threads} not running, error ${String(error.number)}${table === null ? '' : ` on table ${table}`}`;
}

function connectingFinding(server: ServerView, channels: readonly ChannelView[]): FindingDraft {
  const [channel] = channels;
  const error = channels.find((connecting) => connecting.error !== null)?.error ?? null;
  const words = error === null ? null : explainReplicationError(error);
  const severity: Severity = error === null ? 'warning' : 'critical';
  return {
    ...about(server, channels),
    code: 'replication-connecting',
    severity,
    message: `${server.id}${named(channel)} is not connected to ${channel?.source ?? 'its {source}'} and keeps trying${error === null ? '' : ` (error ${String(error.number)})`}.`,
    explanation:
      words === null
        ? 'It receives nothing until it is connected. After a start this lasts a moment; if it stays, check the network between the two and the replication account.'
        : `${words.meaning} ${words.action}`,
  };
}

function laggingFinding(server: ServerView, channels: readonly ChannelView[], limitS: number): FindingDraft {
  const [channel] = channels;
  const behind = Math.max(...channels.map(({ lag, delayS }) => (lag.seconds ?? 0) - delayS));
  const how = channel?.lag.kind === 'measured' ? 'measured' : 'by its own account';
  return {
    ...about(server, channels),
    code: 'replica-lagging',
    severity: 'warning',
    message: `${server.id}${named(channel)} is ${String(Math.round(behind))} s behind ${channel?.source ?? 'its {source}'} (${how}; the limit is ${String(limitS)} s).`,
    explanation:
      'Reads from it are old, and it can’t take over until it has caught up. Look for a long transaction, a table without a primary key, a lock or a slow disk on the {replica}.',
  };
}

function about(server: ServerView, channels: readonly ChannelView[]): Pick<FindingDraft, 'server' | 'servers'> {
  return { server: server.id, servers: distinct([server.id, ...channels.map(({ source }) => source)]) };
}

function named(channel: ChannelView | undefined): string {
  return channel === undefined || channel.name === '' ? '' : ` (channel ${channel.name})`;
}
