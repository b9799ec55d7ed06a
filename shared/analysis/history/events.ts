import { hasReachedMariadb, parseMariadbGtids } from '../../domain/gtid/mariadb-gtid.ts';
import { containsGtidSet, parseGtidSet } from '../../domain/gtid/mysql-gtid-set.ts';
import { comparePositions, fileNumber, formatPosition, type BinlogPosition } from '../../domain/position.ts';
import { watchReasons, type WatchReason } from '../../domain/record.ts';
import type { ChannelSample, ServerSample } from '../../domain/sample.ts';

/** What happened to a server between two looks at it. */
export interface ServerEvent {
  readonly reason: WatchReason;
  /** null when it is about the whole server. */
  readonly channel: string | null;
  /** One sentence, without the server's name. */
  readonly text: string;
}

/** Everything that is worth a record, the most telling first. Lag and moving positions are not. */
export function eventsBetween(before: ServerSample, after: ServerSample): readonly ServerEvent[] {
  const names = [...new Set([...before.channels, ...after.channels].map(({ name }) => name))];
  const channels = names.flatMap((name) => channelEvents(channelOf(before, name), channelOf(after, name)));
  return [...channels, ...serverEvents(before, after)].sort(
    (a, b) => watchReasons.indexOf(a.reason) - watchReasons.indexOf(b.reason),
  );
}

export function channelOf(sample: ServerSample, name: string): ChannelSample | undefined {
  return sample.channels.find((channel) => channel.name === name);
}

/** Do both name the same source? A uuid that is known to both decides; the address may have changed. */
export function sameSource(a: ChannelSample, b: ChannelSample): boolean {
  if (a.sourceUuid !== null && b.sourceUuid !== null) return a.sourceUuid === b.sourceUuid;
  return a.source === b.source;
}

/** File '' is the mark of a reset channel; offset 4 of file 1 is where every log begins. */
export function isBeginning(position: BinlogPosition): boolean {
  return position.file === '' || (fileNumber(position.file) <= 1 && position.offset <= 4);
}

/**
 * Did a channel that asks by file and offset lose its place? It went backwards in the same source's log, or begins at
 * the beginning of another's. A channel that asks by GTID finds its place again whatever its coordinates say.
 */
export function isReset(before: ChannelSample, after: ChannelSample): boolean {
  if (after.positioning !== 'file' || isBeginning(before.executed)) return false;
  return sameSource(before, after)
    ? comparePositions(after.executed, before.executed) < 0
    : isBeginning(after.executed);
}

function channelEvents(before: ChannelSample | undefined, after: ChannelSample | undefined): readonly ServerEvent[] {
  if (after === undefined) return before === undefined ? [] : [vanished(before)];
  const channel = after.name;
  if (before === undefined) {
    return [{ reason: 'channel-appeared', channel, text: `It now replicates from ${after.source}${named(after)}.` }];
  }
  return [
    ...(isReset(before, after) ? [wentBack(before, after)] : []),
    ...(sameSource(before, after) && before.source === after.source ? [] : [sourceChanged(before, after)]),
    ...stopped(before, after),
    ...(after.error === null || after.error === before.error ? [] : [failed(after, after.error)]),
  ];
}

function vanished(channel: ChannelSample): ServerEvent {
  const text = `It no longer replicates from ${channel.source}${named(channel)}; it was at ${placeOf(channel)}.`;
  return { reason: 'channel-vanished', channel: channel.name, text };
}

function wentBack(before: ChannelSample, after: ChannelSample): ServerEvent {
  const text = `The executed position went from ${placeOf(before)} back to ${placeOf(after)}${named(after)}.`;
  return { reason: 'position-backwards', channel: after.name, text };
}

function sourceChanged(before: ChannelSample, after: ChannelSample): ServerEvent {
  const text = `It now replicates from ${after.source} instead of ${before.source}${named(after)}.`;
  return { reason: 'source-changed', channel: after.name, text };
}

function stopped(before: ChannelSample, after: ChannelSample): readonly ServerEvent[] {
  const threads = [
    ...(before.sql === 'yes' && after.sql === 'no' ? ['applier (SQL thread)'] : []),
    ...(before.io !== 'no' && after.io === 'no' ? ['receiver (IO thread)'] : []),
  ];
  if (threads.length === 0) return [];
  const text = `Its ${threads.join(' and ')} stopped at ${placeOf(after)}${named(after)}.`;
  return [{ reason: 'thread-stopped', channel: after.name, text }];
}

function failed(channel: ChannelSample, error: number): ServerEvent {
  const text = `Replication error ${String(error)} at ${placeOf(channel)}${named(channel)}.`;
  return { reason: 'replication-error', channel: channel.name, text };
}

function serverEvents(before: ServerSample, after: ServerSample): readonly ServerEvent[] {
  const restarted = before.uptimeS !== null && after.uptimeS !== null && after.uptimeS < before.uptimeS;
  const isGone = !hasKept(before, after);
  return [
    ...(isGone ? [gtidWentBack(before, after)] : []),
    ...(restarted ? [{ reason: 'restarted' as const, channel: null, text: 'The server was restarted.' }] : []),
  ];
}

function gtidWentBack({ gtid: was }: ServerSample, { gtid: is }: ServerSample): ServerEvent {
  const text = `The GTID position went from ${was ?? 'none'} back to ${is ?? 'none'}.`;
  return { reason: 'position-backwards', channel: null, text };
}

/** Does `after` still have every transaction, by GTID, that `before` had? True where GTIDs can't tell. */
export function hasKept(before: ServerSample, after: ServerSample): boolean {
  if (before.gtid === null) return true;
  if (after.family === 'mysql') {
    const [had, has] = [parseGtidSet(before.gtid), parseGtidSet(after.gtid ?? '')];
    return had === null || has === null || containsGtidSet(has, had);
  }
  const [had, has] = [parseMariadbGtids(before.gtid), parseMariadbGtids(after.gtid ?? '')];
  return had === null || has === null || hasReachedMariadb(has, had);
}

function placeOf({ executed }: ChannelSample): string {
  return executed.file === '' ? 'no position' : formatPosition(executed);
}

function named({ name }: ChannelSample): string {
  return name === '' ? '' : ` (channel ${name})`;
}
