import type { ChannelFacts } from '../../domain/channel.ts';
import { parseAddress } from '../../domain/address.ts';
import type { GtidFacts } from '../../domain/facts.ts';
import type { RecordEntry } from '../../domain/record.ts';
import type { ChannelSample, ServerSample } from '../../domain/sample.ts';

/**
 * A record that was taken after the channel had lost its place names coordinates at which the data never stood. What
 * was seen of the server before it lost it takes their place.
 */
export function asItStood(record: RecordEntry, channel: string, before: ServerSample): RecordEntry {
  const had = before.channels.find(({ name }) => name === channel);
  if (had === undefined) return record;
  return {
    ...record,
    readAt: before.at,
    position: before.position,
    workers: undefined, // how far they had come was read after the loss
    gtid: gtidOf(record.gtid, before.gtid ?? ''),
    channels: record.channels.map((one) => (one.name === channel ? channelOf(one, had) : one)),
  };
}

function channelOf(recorded: ChannelFacts, had: ChannelSample): ChannelFacts {
  const { sourceUuid, io, sql, executed, received, positioning } = had;
  const errors = had.error === null ? { ioError: null, sqlError: null } : {};
  const source = parseAddress(had.source);
  return { ...recorded, ...errors, source, sourceUuid, io, sql, executed, received, positioning };
}

function gtidOf(gtid: GtidFacts, applied: string): GtidFacts {
  switch (gtid.kind) {
    case 'mysql':
      return { ...gtid, executed: applied };
    case 'mariadb':
      return { ...gtid, slavePos: applied };
    case 'none':
      return gtid;
  }
}
