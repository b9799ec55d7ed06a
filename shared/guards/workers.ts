import type { ChannelFacts } from '../domain/channel.ts';
import { factOf, type FactsByServer, type StatusFacts, type WorkersOfChannel } from '../domain/facts.ts';
import { comparePositions, formatPosition, type BinlogPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import { channelOf } from './channels.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass } from './guard.ts';

/** What the server's own tables say of the workers above the executed position of a channel that stands still. */
export type CommittedAbove =
  | { readonly kind: 'nothing' }
  /** The executed position is a low-water mark: something above it is committed, up to here, perhaps with gaps. */
  | { readonly kind: 'some'; readonly upTo: BinlogPosition }
  | { readonly kind: 'untold' };

/** Have workers committed more than what the channel calls executed? `workers` must have been read after the channel. */
export function committedAbove(
  { name, executed }: Pick<ChannelFacts, 'name' | 'executed'>,
  workers: readonly WorkersOfChannel[] | undefined,
): CommittedAbove {
  const found = workers?.find(({ channel }) => channel === name);
  if (found === undefined) return { kind: 'untold' };
  const { furthest } = found;
  return furthest === null || comparePositions(furthest, executed) <= 0
    ? { kind: 'nothing' }
    : { kind: 'some', upTo: furthest };
}

/** Does the server ask for its workers' notes before it changes this channel? Not by auto-position; by file also with GTIDs on. */
export function asksItsWorkers({ gtid }: StatusFacts, { positioning }: ChannelFacts): boolean {
  return gtid.kind === 'mysql' && positioning === 'file';
}

/**
 * An applier of several workers that an error or a kill has stopped: its executed position is a low-water mark, and
 * the server refuses every CHANGE (1802) until it has closed that itself.
 */
export const workersClosed = defineGuard<{ server: ServerId; channel: string }>({
  code: 'workers-left-open',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) => {
    const found = openAbove(facts, server, channel);
    return found === null
      ? pass(`The executed position of ${server} is where its applier stands.`)
      : block(
          `The applier of ${server} was stopped by an error or a kill: its workers have committed transactions up to ${formatPosition(found.upTo)}, above its executed position ${formatPosition(found.executed)}, and the server refuses any change of the channel (1802).`,
          'Repair what has stopped it, then let the server close that itself: START … SQL_THREAD UNTIL SQL_AFTER_MTS_GAPS, or simply START. If its coordinates are wrong, put it back to a record instead (signalbox put-back RECORD). Do not RESET it: only the workers know what lies above.',
        );
  },
});

function openAbove(
  facts: FactsByServer,
  server: ServerId,
  channel: string,
): { readonly upTo: BinlogPosition; readonly executed: BinlogPosition } | null {
  const [status, found] = [factOf(facts.get(server), 'status'), channelOf(facts, server, channel)];
  if (status === undefined || found === undefined || found.sql === 'yes') return null;
  if (!asksItsWorkers(status, found)) return null;
  const above = committedAbove(found, factOf(facts.get(server), 'workers')?.channels);
  return above.kind === 'some' ? { upTo: above.upTo, executed: found.executed } : null;
}
