import { channelOf, sameSource } from '../../../shared/analysis/history/events.ts';
import { sampleOfRecord } from '../../../shared/analysis/history/sample-of.ts';
import { comparePositions } from '../../../shared/domain/position.ts';
import { watchReasons, type RecordContent, type RecordEntry } from '../../../shared/domain/record.ts';
import type { ChannelSample } from '../../../shared/domain/sample.ts';

/** How long an event may be told by another program before it counts as a new one. */
export const sameEventMs = 15_000; // ms
/** An error that comes and goes is written down this often. */
export const sameErrorMs = 600_000; // ms

/** Does an earlier record say what this one would? It was made by another program that watches, or the event goes on. */
export function saysTheSame(earlier: RecordEntry, record: RecordContent): boolean {
  if (!watchReasons.some((reason) => reason === earlier.reason)) return false;
  if (record.reason === 'replication-error' && earlier.reason === 'replication-error')
    return sameErrors(earlier, record);
  if (record.readAt - earlier.readAt > sameEventMs || earlier.reason !== record.reason) return false;
  if (record.reason === 'position-backwards') return !isLater(earlier, record);
  return record.reason !== 'thread-stopped' || sameThreads(earlier, record);
}

/** Whoever saw the server well after the earlier record tells of another loss: it was put back in between. */
function isLater(earlier: RecordContent, { before }: RecordContent): boolean {
  return before !== undefined && before.at > earlier.readAt;
}

function sameErrors(earlier: RecordContent, record: RecordContent): boolean {
  return everyChannel(earlier, record, (a, b) => a.error === b.error);
}

/** A stop at another place is another stop, and the later one is where the channel stands. */
function sameThreads(earlier: RecordContent, record: RecordContent): boolean {
  return everyChannel(
    earlier,
    record,
    (a, b) => a.io === b.io && a.sql === b.sql && sameSource(a, b) && comparePositions(a.executed, b.executed) === 0,
  );
}

function everyChannel(
  earlier: RecordContent,
  record: RecordContent,
  isSame: (a: ChannelSample, b: ChannelSample) => boolean,
): boolean {
  const [a, b] = [sampleOfRecord(earlier), sampleOfRecord(record)];
  return b.channels.every((channel) => {
    const other = channelOf(a, channel.name);
    return other !== undefined && isSame(other, channel);
  });
}
