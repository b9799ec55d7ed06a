import type { ServerId } from '../domain/server.ts';
import { formatPosition, type BinlogPosition } from '../domain/position.ts';
import { channelOf } from './channels.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';

interface StopPointArgs {
  readonly server: ServerId;
  readonly proved: boolean;
  readonly because: string;
  readonly tried: readonly string[];
  /** Where its data is at least; null where not even that is known. */
  readonly lowerBound: BinlogPosition | null;
  readonly above: number | null;
}

/** Is it proved where the replica's data stands? A record that was taken while it ran is only a lower bound. */
export const stopPointProved = defineGuard<StopPointArgs>({
  code: 'stop-point',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ server, proved, because, tried, lowerBound, above }) => {
    if (proved) return pass(`${server} goes on ${because}.`);
    const looked = tried.length === 0 ? '' : ` Tried: ${tried.join('; ').replace(/\.$/, '')}.`;
    const lies = above === null ? '' : `, with ${String(above)} transactions of its {source} above it`;
    const bound = lowerBound === null ? '' : ` Its data is at least at ${formatPosition(lowerBound)}${lies}.`;
    return block(
      `${because}${looked}${bound}`,
      'Use a record that was taken while its SQL thread stood still; else compare the data (drift check) or re-seed it. A position is not guessed.',
    );
  },
});

/** Whatever was applied after the channel had lost its place is in the data: no position makes that good. */
export const nothingAppliedAgain = defineGuard<{ server: ServerId; because: string | null }>({
  code: 'applied-after-reset',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ server, because }) =>
    because === null
      ? pass(`Nothing says that ${server} has applied anything twice.`)
      : block(
          `${server} has applied transactions after it lost its place. ${because}`,
          'Its data may differ from its {source} now: compare them (drift check) or re-seed it. No position makes it good.',
        ),
});

/** The place that was decided on, as the source's own log has it. */
export const placeIsBoundary = defineGuard<{ server: ServerId; boundary: boolean; text: string }>({
  code: 'place-in-log',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'block',
  check: ({ server, boundary, text }) =>
    boundary
      ? pass(`The log of ${server} has ${text}.`)
      : block(
          `The log of ${server} has no transaction’s start or end there: ${text}.`,
          'What is needed was purged, or it is another log: use another server that still has it, or re-seed.',
        ),
});

/** The channel names another source than the record does, and that is not to be put back. */
export const namesRecordedSource = defineGuard<{
  server: ServerId;
  channel: string;
  recorded: string;
  restored: boolean;
  same: boolean;
}>({
  code: 'other-source',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, recorded, restored, same }, facts) => {
    const source = channelOf(facts, server, channel)?.source;
    const named = source === undefined ? 'nobody' : `${source.host}:${String(source.port)}`;
    if (restored) return pass(`${server} is pointed at ${recorded} again, as recorded.`);
    return same
      ? pass(`${server} names ${named}, the server of the record.`)
      : block(
          `${server} names ${named} now; the record's coordinates are of ${recorded}, another server.`,
          'Put the {source} back too (--with source), or change master to the other one.',
        );
  },
});

/** What is put back besides, and what it leaves as it is. */
export const opensReplica = defineGuard<{ server: ServerId; opens: boolean }>({
  code: 'opens-replica',
  about: ({ server }) => server,
  needs: () => [],
  unknown: 'warn',
  check: ({ server, opens }) =>
    opens
      ? warn(
          `${server} was writable by the record, and is opened again although it is a {replica}.`,
          'Leave read-only out unless that is wanted.',
        )
      : pass(`${server} is not opened for writes.`),
});

/** Filters that differ from the record are not put back yet: asked for, that blocks; else it is said. */
export const filtersAsRecorded = defineGuard<{
  server: ServerId;
  channel: string;
  recorded: readonly string[];
  wanted: boolean;
}>({
  code: 'filters-differ',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'warn',
  check: ({ server, channel, recorded, wanted }, facts) => {
    const now = channelOf(facts, server, channel)?.filters ?? [];
    if (now.join('\n') === recorded.join('\n')) return pass(`${server} filters as it did by the record.`);
    const differ = `${server} filters by ${now.length === 0 ? 'nothing' : now.join(', ')}; by the record it was ${recorded.length === 0 ? 'nothing' : recorded.join(', ')}.`;
    return wanted
      ? block(differ, 'Filters are not put back by this version: set them by hand, then put back without filters.')
      : warn(differ, 'Nothing of that is changed: look whether it is wanted.');
  },
});
