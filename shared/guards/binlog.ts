import { factOf } from '../domain/facts.ts';
import type { ServerId } from '../domain/server.ts';
import { channelOf } from './channels.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';

export const candidateBinlog = defineGuard<{ candidate: ServerId }>({
  code: 'candidate-binlog-off',
  about: ({ candidate }) => candidate,
  needs: ({ candidate }) => needsOf(candidate, 'settings'),
  unknown: 'block',
  check: ({ candidate }, facts) =>
    factOf(facts.get(candidate), 'settings')?.logBin === true
      ? pass(`${candidate} writes a binary log.`)
      : block(
          `${candidate} has its binary log off: nobody could replicate from it.`,
          'Set log_bin in its configuration and restart it, or choose another candidate.',
        ),
});

/** Without log_replica_updates the candidate's log lacks what it replicated, so others could not follow it from where they are. */
export const candidateLogsUpdates = defineGuard<{ candidate: ServerId }>({
  code: 'candidate-log-replica-updates-off',
  about: ({ candidate }) => candidate,
  needs: ({ candidate }) => needsOf(candidate, 'settings'),
  unknown: 'block',
  check: ({ candidate }, facts) => {
    const settings = factOf(facts.get(candidate), 'settings');
    if (settings?.logBin === false) return pass(`${candidate} has no binary log that could lack anything.`);
    return settings?.logReplicaUpdates === true
      ? pass(`${candidate} logs what it replicates.`)
      : block(
          `${candidate} has log_{replica}_updates off: its binary log lacks what it replicated, and others are to follow it.`,
          'Set log_slave_updates (log_replica_updates) in its configuration and restart it, or choose another candidate.',
        );
  },
});

/** A replica that stays under the old source gets the new one's changes only if the old source logs what it replicates. */
export const keptGetsChanges = defineGuard<{ source: ServerId; kept: ServerId }>({
  code: 'kept-replica-cut-off',
  about: ({ kept }) => kept,
  needs: ({ source }) => needsOf(source, 'settings'),
  unknown: 'block',
  check: ({ source, kept }, facts) =>
    factOf(facts.get(source), 'settings')?.logReplicaUpdates === true
      ? pass(`${kept} goes on getting changes through ${source}.`)
      : block(
          `${kept} stays under ${source}, which has log_{replica}_updates off: it would get no changes any more, without an error.`,
          `Turn log_slave_updates (log_replica_updates) on at ${source}, or leave ${kept} behind (--leave-behind ${kept}) and re-attach it.`,
        ),
});

export const channelUnfiltered = defineGuard<{ candidate: ServerId; channel: string }>({
  code: 'replication-filters',
  about: ({ candidate }) => candidate,
  needs: ({ candidate }) => needsOf(candidate, 'status'),
  unknown: 'block',
  check: ({ candidate, channel }, facts) => {
    const filters = channelOf(facts, candidate, channel)?.filters ?? [];
    return filters.length === 0
      ? pass(`${candidate} has no replication filters.`)
      : block(
          `${candidate} filters what it replicates (${filters.join(', ')}): it does not have all the data.`,
          'Choose another candidate.',
        );
  },
});

export const sourceLogUnfiltered = defineGuard<{ source: ServerId }>({
  code: 'binlog-filters',
  about: ({ source }) => source,
  needs: ({ source }) => needsOf(source, 'settings'),
  unknown: 'block',
  check: ({ source }, facts) => {
    const filters = factOf(facts.get(source), 'settings')?.binlogFilters ?? [];
    return filters.length === 0
      ? pass(`${source} logs every database.`)
      : block(
          `${source} leaves databases out of its binary log (${filters.join(', ')}): its {replicas} lack them.`,
          'Remove the binlog filters, re-seed the {replicas}, then switch over.',
        );
  },
});

export const sameFormat = defineGuard<{ source: ServerId; candidate: ServerId }>({
  code: 'binlog-format-differs',
  about: ({ candidate }) => candidate,
  needs: ({ source, candidate }) => [...needsOf(source, 'settings'), ...needsOf(candidate, 'settings')],
  unknown: 'warn',
  check: ({ source, candidate }, facts) => {
    const [a, b] = [source, candidate].map((server) => factOf(facts.get(server), 'settings'));
    const differs: string[] = [];
    if (a?.binlogFormat !== b?.binlogFormat)
      differs.push(`binlog_format ${String(a?.binlogFormat)} → ${String(b?.binlogFormat)}`);
    if (a?.binlogRowImage !== b?.binlogRowImage)
      differs.push(`binlog_row_image ${String(a?.binlogRowImage)} → ${String(b?.binlogRowImage)}`);
    return differs.length === 0
      ? pass('Binary log format and row image are the same.')
      : warn(
          `The binary log changes with the switch: ${differs.join(', ')}.`,
          'Set them alike unless the difference is wanted.',
        );
  },
});
