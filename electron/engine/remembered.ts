import { receivedGtidText } from '../../shared/domain/received/last-seen.ts';
import type { ClusterConfiguration } from '../../shared/domain/configuration.ts';
import type { RecordSummary } from '../../shared/domain/journal.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { LastSeen } from '../../shared/plans/failover/loss.ts';
import type { ClusterReader } from './discovery/cluster-reader.ts';
import type { Journal } from './journal/journal.ts';
import type { Remembered } from './operations/failovers.ts';

const looksBack = 500; // items of the cluster's journal

/** Servers of a cluster that the journal has records of, the latest first. */
export function knownServers(journal: Journal, cluster: string): readonly ServerId[] {
  return [...new Set(recordsOf(journal, cluster).map(({ server }) => server))];
}

/** Where a server was seen last, by this program's own looks, samples and records; and whom it followed then. */
export function remembered(
  journal: Journal,
  reader: ClusterReader,
  { name }: ClusterConfiguration,
  server: ServerId,
  now: number,
): Remembered {
  const record = recordsOf(journal, name).find((entry) => entry.server === server);
  const sample = sampleOf(journal, name, server, now);
  const seen = [
    reader.lastPosition(name, server),
    sample === null ? null : { at: sample.at, position: sample.position, gtid: null },
    record === undefined ? null : { at: record.at, position: record.position, gtid: receivedGtidText(record.gtid) },
  ].filter((entry): entry is LastSeen => entry !== null);
  const [lastSeen] = seen.toSorted((a, b) => b.at - a.at);
  const channels = record === undefined ? [] : journal.record(record.id).channels;
  const followed = [
    ...channels.map(({ source }) => `${source.host}:${String(source.port)}`),
    ...(sample?.channels ?? []).map(({ source }) => source),
  ];
  return { lastSeen: lastSeen ?? null, followed };
}

function recordsOf(journal: Journal, cluster: string): readonly RecordSummary[] {
  return attempt(
    () =>
      journal
        .list({ cluster, limit: looksBack, before: null })
        .flatMap((item) => (item.kind === 'record' ? [item.record] : [])),
    [],
  );
}

function sampleOf(
  journal: Journal,
  cluster: string,
  server: ServerId,
  now: number,
): ReturnType<Journal['lastSampleBefore']> {
  return attempt(() => journal.lastSampleBefore(cluster, server, now), null);
}

/** What a journal that can't be read remembers is nothing; that it can't be written is said by a guard. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
