import type { ChannelFacts } from '../../../../shared/domain/channel.ts';
import { comparePositions } from '../../../../shared/domain/position.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { RecordedPlace } from '../../../../shared/plans/change-master/evidence.ts';
import type { Journal } from '../../journal/journal.ts';

const looksBack = 300; // items of the cluster's journal

/** The furthest place that records of this channel name, of the same source; null for channels by GTID, and where none is. */
export function recordedPlace(
  journal: Journal,
  cluster: string,
  server: ServerId,
  channel: ChannelFacts,
): RecordedPlace | null {
  if (channel.positioning !== 'file') return null;
  const items = journal.list({ cluster, limit: looksBack, before: null });
  const ids = items.flatMap((item) =>
    item.kind === 'record' && item.record.server === server ? [item.record.id] : [],
  );
  const places = ids.flatMap((record) => {
    const then = journal.record(record).channels.find(({ name }) => name === channel.name);
    return then !== undefined && then.executed.file !== '' && isSameSource(then, channel)
      ? [{ record, position: then.executed }]
      : [];
  });
  const [furthest] = places.toSorted((a, b) => comparePositions(b.position, a.position));
  if (furthest === undefined) return null;
  const behind = channel.executed.file === '' || comparePositions(channel.executed, furthest.position) < 0;
  return { ...furthest, behind };
}

function isSameSource(then: ChannelFacts, now: ChannelFacts): boolean {
  if (then.sourceUuid !== null && now.sourceUuid !== null) return then.sourceUuid === now.sourceUuid;
  return (
    then.source.host === now.source.host &&
    then.source.port === now.source.port &&
    (then.sourceServerId === null || now.sourceServerId === null || then.sourceServerId === now.sourceServerId)
  );
}
