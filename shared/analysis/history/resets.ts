import { comparePositions, type BinlogPosition } from '../../domain/position.ts';
import type { RecordReason } from '../../domain/record.ts';
import type { ChannelSample, ServerSample } from '../../domain/sample.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelOf, isReset, sameSource } from './events.ts';

/** A record in what is remembered of its server. */
export interface Sighting {
  /** null while the journal could not be written. */
  readonly record: string | null;
  readonly reason: RecordReason;
  /** Of an operation that has ended as done: the channel of this server that it was to put in its place. */
  readonly placed: string | null;
  readonly sample: ServerSample;
  readonly before: ServerSample | null;
}

/** A channel that lost its place, and what is known of where it was. */
export interface ChannelReset {
  readonly channel: string;
  readonly source: ServerId;
  readonly at: number; // epoch ms, when it was seen
  /** The record made when it was seen; null while none could be written. */
  readonly record: string | null;
  /** Executed when last seen before. */
  readonly was: BinlogPosition;
  readonly wasAt: number; // epoch ms
  /** The record in which the SQL thread was seen stopped at `was`; it was watched without a gap from then on. */
  readonly stoppedRecord: string | null;
  readonly before: ServerSample;
}

/** What the journal knows of a server that its facts don't show. */
export interface ServerHistory {
  readonly resets: readonly ChannelReset[];
  /** When someone last settled what was found of its position, epoch ms; null when nobody did. */
  readonly settledAt: number | null;
}

/**
 * Which channels lost their place and were not put back since. `sightings` are the server's records in order; `last` is
 * what was seen of it last, if that is in no record; `now` is what is seen now.
 */
export function historyOf(sightings: readonly Sighting[], last: ServerSample | null, now: ServerSample): ServerHistory {
  const settled = sightings.findLast((sighting) => now.channels.some(({ name }) => settles(sighting, name)));
  const known = latest(sightings.at(-1)?.sample ?? null, last);
  const resets = now.channels.flatMap((channel) => {
    const found = recordedReset(sightings, channel.name) ?? presentReset(sightings, known, now, channel);
    return found === null ? [] : [found];
  });
  return { resets, settledAt: settled?.sample.at ?? null };
}

/** Only what was made to put a channel in its place says that it is there; or a person. */
function settles({ reason, placed }: Sighting, channel: string): boolean {
  return reason === 'acknowledged' || (reason === 'after-operation' && placed === channel);
}

function latest(a: ServerSample | null, b: ServerSample | null): ServerSample | null {
  if (a === null || b === null) return a ?? b;
  return b.at > a.at ? b : a;
}

/** The first since it was settled: what came after it says nothing of where the channel was. */
function recordedReset(sightings: readonly Sighting[], name: string): ChannelReset | null {
  let found: ChannelReset | null = null;
  for (const [index, sighting] of sightings.entries()) {
    if (settles(sighting, name)) found = null;
    const before = sighting.before;
    const after = channelOf(sighting.sample, name);
    if (found !== null || before === null || after === undefined) continue;
    const earlier = (): readonly Sighting[] => sightings.slice(0, index);
    found = resetOf(earlier, before, after, { at: sighting.sample.at, record: sighting.record });
  }
  return found;
}

function presentReset(
  sightings: readonly Sighting[],
  known: ServerSample | null,
  now: ServerSample,
  channel: ChannelSample,
): ChannelReset | null {
  if (known === null || known.at >= now.at) return null;
  return resetOf(() => sightings, known, channel, { at: now.at, record: null });
}

function resetOf(
  earlier: () => readonly Sighting[],
  before: ServerSample,
  after: ChannelSample,
  seen: { readonly at: number; readonly record: string | null },
): ChannelReset | null {
  const had = channelOf(before, after.name);
  if (had === undefined || !isReset(had, after)) return null;
  return {
    channel: after.name,
    source: after.source,
    at: seen.at,
    record: seen.record,
    was: had.executed,
    wasAt: before.at,
    stoppedRecord: seen.at - before.at > unwatchedMs ? null : stoppedRecord(earlier(), had, seen.record),
    before,
  };
}

/** A stop that was seen longer ago proves nothing: it may have run and stopped again while nobody watched. */
const unwatchedMs = 30_000; // ms

/** A record of the stop itself, else the one of the reset, which holds what was seen before. */
function stoppedRecord(earlier: readonly Sighting[], had: ChannelSample, resetRecord: string | null): string | null {
  if (had.sql !== 'no') return null;
  return stoppedAt(earlier, had)?.record ?? resetRecord;
}

/** The last record of the channel, if its SQL thread stood still there at the very place. */
function stoppedAt(earlier: readonly Sighting[], had: ChannelSample): Sighting | undefined {
  const last = earlier.findLast(({ sample }) => channelOf(sample, had.name) !== undefined);
  const channel = last === undefined ? undefined : channelOf(last.sample, had.name);
  if (channel?.sql !== 'no' || !sameSource(channel, had)) return undefined;
  return comparePositions(channel.executed, had.executed) === 0 ? last : undefined;
}
