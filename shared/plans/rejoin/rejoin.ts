import { movingEvents, statusOf } from '../switchover/input.ts';
import { eventsAre, noPreparedTransactions } from '../../guards/proofs/sessions.ts';
import { asPlanned } from '../../guards/proofs/as-planned.ts';
import { nothingWrittenSince } from '../../guards/proofs/written.ts';
import { noChannel } from '../../guards/proofs/channel.ts';
import { closed, persistedIs, readOnlyOn } from '../../guards/proofs/read-only.ts';
import { stillNothingExtra } from '../../guards/rejoin.ts';
import { change, leaveBehind, noUndo, nothingToUndo, read, statements, undoBy, value, wait } from '../nodes.ts';
import type { Plan, PlanNode, Undo } from '../plan.ts';
import { closeSessions, freeze, lockWait, preparedOver } from '../switchover/close-source.ts';
import { proveFollowers, recordAgain } from '../switchover/finish.ts';
import { oldSourceFollows } from '../switchover/follow.ts';
import { keepClosed } from '../switchover/keep-closed.ts';
import { lockCluster, recordFirst } from '../switchover/prepare.ts';
import { moveOf, oldSourceAcknowledges, waitsOnceRejoined } from '../switchover/semi-sync.ts';
import { timings } from '../switchover/timings.ts';
import { isByGtid, type RejoinInput } from './input.ts';

/**
 * Builds the plan by which an old source that is back follows the new one: closed first, proved to have nothing of its
 * own, then a new channel. It stays closed whatever happens. Rulebook section 5. Pure.
 */
export function buildRejoin(input: RejoinInput, fingerprint: string): Plan {
  const { source: server, shape, cluster } = input;
  const { candidate, channel, positioning } = shape;
  return {
    schema: 1,
    kind: 'rejoin',
    cluster: cluster.name,
    title: `Let ${server} follow ${candidate}`,
    servers: [server, candidate],
    goal: { kind: 'rejoin', server, source: candidate },
    guarded: [server, candidate],
    waysOut: {
      back: `leave ${server} closed and following nobody.`,
      forward: `make sure that ${server} is closed and has nothing that ${candidate} lacks, then point it at ${candidate}.`,
    },
    fingerprint,
    nodes: [
      recordFirst(input),
      lockCluster([server, candidate]),
      stillAsPlanned(input),
      ...close(input),
      ...preparedOver(input),
      ...closeSessions(input),
      ...disableEvents(input),
      ...freeze(input),
      ...persistClosed(input),
      ...ownPosition(input),
      ...oldSourceAcknowledges(input, moveOf(input), false),
      ...oldSourceFollows(input, {
        at: input.goesOn,
        beforeStart: closedAndUnchanged(input),
        undo: {
          demoted: nothingToUndo('a position alone starts nothing'),
          attached: channelForgotten(input),
        },
      }),
      ...proveFollowers(input, [{ server, channel, positioning }]),
      ...waitsOnceRejoined(input, moveOf(input)),
      recordAgain(input),
    ],
    line: 'attach-source',
    lineText: `from here ${server} is a {replica} of ${candidate}; stopping it is all there is to go back to`,
    expect: [
      { label: server, text: `is closed and stays closed; it follows ${candidate}` },
      { label: 'Reads', text: `sessions on ${server} are closed once; reads go on after a reconnect` },
      { label: 'If a step fails', text: `${server} stays closed and follows nobody` },
    ],
    leftBehind: [],
  };
}

/**
 * It followed nobody when it was asked (`follows-already`), so that there is no channel to bring back. A restarted
 * server may have started the new one by itself. One with a name can't be stopped before it is there.
 */
function channelForgotten(input: RejoinInput): Undo {
  const { source: server, shape } = input;
  const { channel } = shape;
  if (channel !== '') return noUndo('whether its channel is there already is only seen by going on');
  const commands = input.commands(server);
  return undoBy(
    `${server} follows nobody again`,
    statements('control', [commands.stopReplica(channel), commands.resetReplica(channel)]),
    noChannel.ref({ server, channel }),
    { withinMs: timings.stopFollower },
  );
}

function stillAsPlanned({ source: server, shape }: RejoinInput): PlanNode {
  return wait({
    id: 'as-planned',
    server,
    title: 'Look again, under the lock: is everything as planned?',
    why: 'Another operation may have ended since the servers were read.',
    until: asPlanned.ref({
      servers: [
        { server, readOnly: null, follows: null },
        { server: shape.candidate, readOnly: false, follows: null },
      ],
    }),
    withinMs: timings.asPlanned,
  });
}

/**
 * It may have been restarted since, and be open by its own configuration: closed again, and by GTID proved once more to
 * have nothing of its own. By file and offset its own log tells that only while it holds nothing else, so that is only said.
 */
function closedAndUnchanged(input: RejoinInput): readonly PlanNode[] {
  const { source: server, shape } = input;
  const { candidate } = shape;
  const still = wait({
    id: 'still-nothing-extra',
    server,
    title: `${server} got no write while it was being attached`,
    why: 'A server that is restarted may be open until it is closed again.',
    until: isByGtid(input)
      ? stillNothingExtra.ref({ server, source: candidate })
      : nothingWrittenSince.ref({ server, position: value('final') }),
    withinMs: timings.small,
  });
  const wayOut = `It was restarted, or something wrote: compare its tables with ${candidate}.`;
  return [
    keepClosed(input, server, 'keep-closed'),
    isByGtid(input) ? still : leaveBehind('still-unchanged', null, `${server} is unchanged`, wayOut, [still]),
  ];
}

/** Never opened again: another server takes the writes. */
function close(input: RejoinInput): readonly PlanNode[] {
  const { source: server } = input;
  return [
    change({
      id: 'close-source',
      server,
      title: `Close ${server}`,
      why: 'Another server takes the writes now.',
      run: statements('work', [lockWait, ...input.commands(server).close()]),
      proof: closed.ref({ server }),
      unlessProved: true,
      withinMs: timings.close,
      undo: nothingToUndo('another server takes the writes: it stays closed'),
    }),
  ];
}

/**
 * Its events run on the new source. Before the read lock, which ALTER EVENT waits for; super_read_only refuses it too
 * and is off for this step, while read_only stays on.
 */
function disableEvents(input: RejoinInput): readonly PlanNode[] {
  const { source: server } = input;
  const events = movingEvents(input);
  if (events.length === 0) return [];
  const commands = input.commands(server);
  const lifts = statusOf(input, server).superReadOnly === null ? [] : ['SET GLOBAL super_read_only = OFF'];
  const disable = events.map((event) => commands.disableEvent(event));
  return [
    change({
      id: 'disable-events',
      server,
      title: `Disable ${String(events.length)} scheduled ${events.length === 1 ? 'event' : 'events'} on ${server}, unlogged`,
      why: 'They run on the new {source}; their definers stay.',
      before: [readOnlyOn.ref({ server })],
      run: statements('work', [lockWait, ...lifts, commands.unlogged(), ...disable, ...commands.close()]),
      proof: eventsAre.ref({ server, events: events.map(({ schema, name }) => ({ schema, name })), enabled: false }),
      withinMs: timings.small,
      undo: nothingToUndo('they run on the new {source}'),
    }),
  ];
}

function persistClosed(input: RejoinInput): readonly PlanNode[] {
  const { source: server } = input;
  const run = input.commands(server).persistClosed();
  if (run.length === 0) return [];
  return [
    change({
      id: 'persist-closed',
      server,
      title: `Keep ${server} closed after a restart`,
      why: 'A restarted server takes read_only from its files.',
      run: statements('work', run),
      proof: persistedIs.ref({ server, values: { read_only: 'ON', super_read_only: 'ON' } }),
      withinMs: timings.small,
      undo: nothingToUndo('it stays closed'),
    }),
  ];
}

function ownPosition(input: RejoinInput): readonly PlanNode[] {
  const { source: server, shape, readUpTo } = input;
  const { candidate } = shape;
  const unchanged = isByGtid(input)
    ? stillNothingExtra.ref({ server, source: candidate })
    : nothingWrittenSince.ref({ server, position: readUpTo });
  return [
    read({
      id: 'final-position',
      server,
      title: `Read ${server}'s position, twice the same`,
      why: 'It is a {replica} from here on.',
      before: [closed.ref({ server }), noPreparedTransactions.ref({ server })],
      read: 'position',
      stable: true,
      into: 'final',
      withinMs: timings.readPosition,
    }),
    wait({
      id: 'nothing-extra',
      server,
      title: `${server} still has nothing of its own`,
      why: 'Two servers that have gone apart replicate side by side without an error.',
      until: unchanged,
      withinMs: timings.small,
    }),
    change({
      id: 'stays-closed',
      server,
      title: `${server} is closed`,
      why: 'Asked once more before it gets a channel.',
      run: statements('work', input.commands(server).close()),
      proof: readOnlyOn.ref({ server }),
      unlessProved: true,
      withinMs: timings.small,
      undo: nothingToUndo('it stays closed'),
    }),
  ];
}
