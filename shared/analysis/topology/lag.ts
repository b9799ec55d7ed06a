import type { ChannelFacts } from '../../domain/channel.ts';
import { comparePositions, hasReached, type BinlogPosition } from '../../domain/position.ts';
import type { Lag } from '../../domain/topology.ts';

/** Where a source's binary log ended at one time. */
export interface PositionSample {
  readonly at: number; // epoch ms
  readonly position: BinlogPosition;
  /** Its GTID position, to see equality where coordinates say nothing. */
  readonly gtid: string | null;
}

const longestHistory = 1800; // samples: an hour at one every 2 s

/** Adds a sample. A log that went backwards (RESET MASTER, another server at the address) starts a new history. */
export function addSample(history: readonly PositionSample[], sample: PositionSample): readonly PositionSample[] {
  const last = history.at(-1);
  if (last === undefined || comparePositions(sample.position, last.position) < 0) return [sample];
  if (sample.at <= last.at) return history;
  return [...history.slice(-longestHistory + 1), sample];
}

export interface LagInput {
  readonly channel: ChannelFacts;
  /** When the channel was read, epoch ms. */
  readonly readAt: number;
  /** What the replica has, in the form of the samples' `gtid`. */
  readonly gtid: string | null;
  /** Samples of the channel's source, oldest first; the last one read after the channel. */
  readonly history: readonly PositionSample[];
}

/**
 * How far a channel is behind: the time since its source was where the channel is now. Servers' own number is NULL when
 * a thread is down and 0 when the IO thread is behind (the rulebook, section 1), so it is the second choice.
 */
export function lagOf(input: LagInput): Lag {
  const { channel, history } = input;
  if (channel.io !== 'yes' || channel.sql !== 'yes') return { seconds: null, kind: 'unknown' };
  const latest = history.at(-1);
  if (latest !== undefined && hasAll(input, latest)) return { seconds: 0, kind: 'measured' };
  const passedAt = channel.executed.file === '' ? null : whenAt(history, channel.executed);
  if (passedAt !== null) {
    return { seconds: Math.max(0, Math.round((input.readAt - passedAt) / 100) / 10), kind: 'measured' };
  }
  if (channel.secondsBehind === null) return { seconds: null, kind: 'unknown' };
  return { seconds: channel.secondsBehind, kind: 'reported' };
}

function hasAll({ channel, gtid }: LagInput, sample: PositionSample): boolean {
  if (gtid !== null && gtid !== '' && gtid === sample.gtid) return true;
  return channel.executed.file !== '' && hasReached(channel.executed, sample.position);
}

/** When the source was at `position`: between two samples, in proportion to the bytes written. null when not seen. */
function whenAt(history: readonly PositionSample[], position: BinlogPosition): number | null {
  const index = history.findLastIndex((sample) => hasReached(position, sample.position));
  const before = history[index];
  const after = history[index + 1];
  if (before === undefined || after === undefined) return null;
  return before.at + (after.at - before.at) * shareWritten(before.position, after.position, position);
}

/** Across a change of files the sizes are unknown: half. */
function shareWritten(from: BinlogPosition, to: BinlogPosition, at: BinlogPosition): number {
  if (from.file !== to.file || to.offset === from.offset) return 0.5;
  return Math.min(1, Math.max(0, (at.offset - from.offset) / (to.offset - from.offset)));
}
