import { formatAddress } from '../../domain/address.ts';
import type { ChannelFacts } from '../../domain/channel.ts';
import { factOf, readingOf, type GtidFacts, type ServerFacts } from '../../domain/facts.ts';
import type { RecordContent } from '../../domain/record.ts';
import type { ChannelSample, ServerSample } from '../../domain/sample.ts';

/** What a sample keeps of a server; undefined when its identity or status could not be read. */
export function sampleOf(facts: ServerFacts): ServerSample | undefined {
  const identity = factOf(facts, 'identity');
  const status = factOf(facts, 'status');
  if (identity === undefined || status === undefined) return undefined;
  return {
    at: readingOf(facts, 'status')?.readAt ?? 0,
    server: facts.server,
    family: identity.version.family,
    uptimeS: status.uptimeS,
    position: status.position,
    gtid: appliedGtid(status.gtid),
    channels: status.channels.map(channelSample),
  };
}

/** The sample that a record holds. */
export function sampleOfRecord(record: RecordContent): ServerSample {
  const { readAt: at, server, family, position, gtid, channels } = record;
  return {
    at,
    server,
    family,
    uptimeS: null,
    position,
    gtid: appliedGtid(gtid),
    channels: channels.map(channelSample),
  };
}

function channelSample(channel: ChannelFacts): ChannelSample {
  const { name, source, sourceUuid, io, sql, executed, received, positioning, ioError, sqlError } = channel;
  const error = (ioError ?? sqlError)?.number ?? null;
  return { name, source: formatAddress(source), sourceUuid, io, sql, executed, received, positioning, error };
}

function appliedGtid(gtid: GtidFacts): string | null {
  switch (gtid.kind) {
    case 'mysql':
      return gtid.executed === '' ? null : gtid.executed;
    case 'mariadb':
      return gtid.slavePos === '' ? null : gtid.slavePos;
    case 'none':
      return null;
  }
}
