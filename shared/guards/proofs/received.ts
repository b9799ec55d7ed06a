import { compareReceived, lackedBy } from '../../domain/received/received.ts';
import { factOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../channels.ts';
import { defineGuard } from '../define.ts';
import { block, needsOf, pass } from '../guard.ts';
import { receivedBy } from '../received-value.ts';
import { hasAppliedAll } from '../stop-point.ts';

/** One replica, by the channel from its source. */
export interface ReplicaChannel {
  readonly server: ServerId;
  readonly channel: string;
}

/**
 * Nothing that was received is left to be applied. GTIDs tell where there are any; else the coordinates, or an applier
 * that waits for more and whose workers are idle: a receiver that was cut off leaves a part of a transaction behind.
 */
export const drained = defineGuard<{ server: ServerId; channel: string; parallel: boolean }>({
  code: 'drained',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'appliers', 'status'),
  unknown: 'block',
  check: (args, facts) =>
    isDrained(args, facts)
      ? pass(`${args.server} has applied everything that it received.`)
      : block(
          `${args.server} has not applied everything yet that it received.`,
          'Look at its SQL thread: a lock, an error or a long transaction may hold it up.',
        ),
});

function isDrained(
  { server, channel, parallel }: { server: ServerId; channel: string; parallel: boolean },
  facts: FactsByServer,
): boolean {
  const [status, found] = [factOf(facts.get(server), 'status'), channelOf(facts, server, channel)];
  if (status === undefined || found === undefined) return false;
  const { executed, received, positioning, receivedGtid, sql } = found;
  if (executed.file === received.file && executed.offset === received.offset) return true;
  if (positioning !== 'file' && receivedGtid !== null && receivedGtid !== '')
    return appliedGtids(server, channel, facts);
  // MySQL keeps the set as long as the relay logs: pointed anew they are both empty, and the workers tell nothing.
  if (positioning === 'auto-position' && (receivedGtid ?? '') === '') return true;
  const idle = factOf(facts.get(server), 'appliers')?.channels.find((entry) => entry.channel === channel)?.idle;
  return sql === 'yes' && hasAppliedAll(status, found) && (!parallel || idle === true);
}

/** Executed alone holds everything that executed and retrieved hold together. */
function appliedGtids(server: ServerId, channel: string, facts: FactsByServer): boolean {
  const [all, status, found] = [
    receivedBy(facts, server, channel),
    factOf(facts.get(server), 'status'),
    channelOf(facts, server, channel),
  ];
  if (all === null || status === undefined || found === undefined) return false;
  const applied = receivedBy(withoutRetrieved(facts, server, channel), server, channel);
  return applied !== null && compareReceived(applied, all, true) === 'same';
}

function withoutRetrieved(facts: FactsByServer, server: ServerId, channel: string): FactsByServer {
  const of = facts.get(server);
  const status = of?.readings.status;
  if (of === undefined || status?.ok !== true) return facts;
  const channels = status.value.channels.map((entry) =>
    entry.name === channel ? { ...entry, receivedGtid: null } : entry,
  );
  const readings = { ...of.readings, status: { ...status, value: { ...status.value, channels } } };
  return new Map([...facts, [server, { ...of, readings }]]);
}

/**
 * Another replica of the same source has nothing that this one lacks. What the other has received and not applied may
 * end within a transaction: once it has applied all, what it has executed decides. One that can't be read has nothing
 * to say here: it was shown before as one that may hold more.
 */
export const hasNothingMore = defineGuard<{
  /** The one that is to be opened. */
  than: ReplicaChannel;
  other: ReplicaChannel & { readonly parallel: boolean };
  byGtid: boolean;
}>({
  code: 'has-nothing-more',
  about: ({ other }) => other.server,
  needs: ({ than, other }) => [...needsOf(than.server, 'status'), ...needsOf(other.server, 'appliers', 'status')],
  unknown: 'warn',
  check: ({ than, other, byGtid }, facts) => {
    const [mine, theirs] = [appliedBy(facts, than), receivedBy(facts, other.server, other.channel)];
    if (mine === null || theirs === null) return block(`${other.server} can’t be compared.`, 'Check again.');
    const lacked = lackedBy(mine, theirs, byGtid);
    if (['same', 'more'].includes(compareReceived(mine, theirs, byGtid)))
      return pass(`${than.server} has everything that ${other.server} received.`);
    const applied = appliedBy(facts, other);
    const compared = applied === null ? 'unknown' : compareReceived(mine, applied, byGtid);
    return isDrained(other, facts) && ['same', 'more'].includes(compared)
      ? pass(`${than.server} has everything that ${other.server} received whole.`)
      : block(
          `${other.server} has what ${than.server} lacks${lacked === '' ? '' : `: ${lacked}`}.`,
          `Choose ${other.server}, or wait until it has applied what it received.`,
        );
  },
});

/** What a replica has executed, in the form of what it received. */
function appliedBy(facts: FactsByServer, { server, channel }: ReplicaChannel): ReturnType<typeof receivedBy> {
  const executed = channelOf(facts, server, channel)?.executed;
  const received = receivedBy(withoutRetrieved(facts, server, channel), server, channel);
  return received === null || executed === undefined ? null : { ...received, ...executed };
}

/** The applier whose coordinator had one of these sessions has stopped; none: there is nothing to end. */
export const coordinatorEnded = defineGuard<{ server: ServerId; channel: string; sessions: readonly number[] }>({
  code: 'coordinator-ended',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, sessions }, facts) =>
    sessions.length === 0 || channelOf(facts, server, channel)?.sql === 'no'
      ? pass(`${server} waits for nothing.`)
      : block(
          `The applier of ${server} still waits for the rest of a transaction (session ${sessions.join(', ')}).`,
          'It ends by itself, 60 s after a STOP of its SQL thread.',
        ),
});

/** The applier runs, whatever the receiver does. */
export const applierRuns = defineGuard<{ server: ServerId; channel: string }>({
  code: 'applier-runs',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel }, facts) =>
    channelOf(facts, server, channel)?.sql === 'yes'
      ? pass(`${server} applies.`)
      : block(`${server} does not apply.`, 'START its SQL thread by hand.'),
});

/**
 * The old source was alive and has been fenced: nothing can be reached there any more. One that refuses us, or says
 * nothing after it has accepted the connection, may still take the writes of others.
 */
export const fenced = defineGuard<{ server: ServerId }>({
  code: 'fenced',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: (code) => (code === 'server-unreachable' ? 'warn' : 'block'),
  check: ({ server }) =>
    block(`${server} still answers.`, 'Look at what the fence hook did: it must be off, or off the network.'),
});

/** The old source does not answer: asked before a replica stops asking it, and before another server is opened. */
export const stillGone = defineGuard<{ server: ServerId }>({
  code: 'still-gone',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'warn',
  check: ({ server }) =>
    block(
      `${server} answers again.`,
      'Everything goes back to where it was. If it is to be replaced all the same, switch over; if it can’t be closed, take it off the network first.',
    ),
});
