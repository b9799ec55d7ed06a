import { sampleOfRecord } from '../../../shared/analysis/history/sample-of.ts';
import { historyOf, type Sighting } from '../../../shared/analysis/history/resets.ts';
import type { RecordEntry } from '../../../shared/domain/record.ts';
import type { ServerSample } from '../../../shared/domain/sample.ts';
import type { Journal } from '../journal/journal.ts';
import { ClusterMemories } from './cluster-memories.ts';

/** What was seen of the server before its channel lost its place, if it had lost it when the record was taken; else null. */
export function lostPlace(journal: Journal, record: RecordEntry, channel: string): ServerSample | null {
  const { cluster, server } = record;
  const memories = new ClusterMemories(journal);
  memories.refresh(cluster);
  const { sightings } = memories.of(cluster, server);
  const upTo = sightings.findIndex((sighting) => sighting.record === record.id) + 1;
  const own = sampleOfRecord(record);
  const known = sightings.slice(0, upTo).map((sighting, index) => compared(sighting, sightings[index - 1]));
  const sampled = historyOf(known.slice(0, -1), journal.lastSampleBefore(cluster, server, own.at), own);
  const resets = [...historyOf(known, null, own).resets, ...(settles(known.at(-1)) ? [] : sampled.resets)];
  return resets.find((reset) => reset.channel === channel)?.before ?? null;
}

/** A record that nobody watched for is compared with the one before. */
function compared(sighting: Sighting, earlier: Sighting | undefined): Sighting {
  if (sighting.before !== null || earlier === undefined || settles(sighting)) return sighting;
  return { ...sighting, before: earlier.sample };
}

function settles(sighting: Sighting | undefined): boolean {
  return sighting !== undefined && (sighting.reason === 'acknowledged' || sighting.placed !== null);
}
