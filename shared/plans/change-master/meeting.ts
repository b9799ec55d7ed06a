import type { ServerId } from '../../domain/server.ts';
import type { Commands } from '../../dialects/commands.ts';
import { channelStopped, pointsAt } from '../../guards/proofs/channel.ts';
import { appliedExactly, hasApplied } from '../../guards/proofs/position.ts';
import { applierStopped, channelAsPlanned, stoppedAt, threadsAre } from '../../guards/proofs/repoint.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { change, nothingToUndo, read, statements, undoBy, value, wait } from '../nodes.ts';
import type { PlanNode } from '../plan.ts';
import { namedSource, threadsFound, type RepointInput } from '../repoint/repoint-input.ts';
import { runAgain, stopSteps } from '../repoint/stop-steps.ts';
import { timings } from '../repoint/timings.ts';
import type { ChangeMasterShape } from './shape.ts';

/** Where the channel goes on in the new source's log, read while both stood at the same transaction. */
export const takeover = 'takeover';
const meetingPoint = 'meeting';
const final = 'final';

/** What is paused for a moment, so that two servers stand at the same transaction. */
export interface Paused {
  readonly server: ServerId;
  readonly channel: NonNullable<ChangeMasterShape['through']>['channel'];
  readonly commands: Commands;
}

/** Whether two running servers can be brought to the same transaction; why not, in words. */
export function whyNoMeeting({ channel, through, replica }: ChangeMasterShape): string | null {
  if (through === null) return 'the two have no {source} in common';
  if (channel.io !== 'yes' || channel.sql !== 'yes') return `${replica} does not replicate now`;
  if (channel.delayS > 0) return `${replica} is delayed on purpose`;
  const other = through.channel;
  if (other.io !== 'yes' || other.sql !== 'yes' || other.ioError !== null || other.sqlError !== null)
    return `${through.server} does not replicate now`;
  if (other.delayS > 0) return `${through.server} is delayed on purpose`;
  if (other.filters.length > 0) return `${through.server} filters what it replicates`;
  return null;
}

/**
 * Both replicate from the same source: the other one passes where the replica has stopped and pauses; its own log's end
 * belongs to its place in the common source, and the replica is brought to exactly that place.
 */
export function meetAsSiblings(input: RepointInput, paused: Paused): readonly PlanNode[] {
  const { replica, channel, commands } = input;
  const at = { server: replica, channel: channel.name };
  const place = { file: value(meetingPoint, 'file'), offset: value(meetingPoint, 'offset') };
  return [
    change({
      id: 'halt',
      server: replica,
      title: `${replica} stops replicating`,
      why: 'So that the other one passes it.',
      run: statements('work', [commands.stopReplica(channel.name)]),
      proof: channelStopped.ref(at),
      withinMs: timings.stop,
      undo: runAgain(input),
    }),
    read({
      id: 'behind',
      server: replica,
      title: `Read where ${replica} stopped`,
      why: `${paused.server} has to pass this place first.`,
      read: 'stop-point',
      channel: channel.name,
      stable: true,
      once: true,
      into: 'behind',
      withinMs: timings.small,
    }),
    wait({
      id: 'other-passes',
      server: paused.server,
      title: `Wait until ${paused.server} has passed it`,
      why: 'A place that is ahead can be gone to; back there is no way.',
      until: hasApplied.ref({
        server: paused.server,
        channel: paused.channel.name,
        by: 'file',
        position: value('behind'),
      }),
      withinMs: timings.drain,
    }),
    pause(paused),
    readOther('meeting', paused, 'stop-point', meetingPoint, 'The place in the common {source} where both meet.'),
    readOther(takeover, paused, 'position', takeover, 'In its own log this is the same place.'),
    goOn(paused),
    change({
      id: 'meet',
      server: replica,
      title: `${replica} goes on to exactly that place`,
      why: 'Then both have the same transactions.',
      before: [pointsAt.ref({ ...at, host: channel.source.host, port: channel.source.port }), channelStopped.ref(at)],
      run: statements('work', [commands.startUntil(channel.name)], place),
      proof: stoppedAt.ref({ ...at, ...place }),
      withinMs: timings.drain,
      undo: runAgain(input),
    }),
    ...stopSteps(input),
  ];
}

/** The replica's present source pauses; what it has from above and the end of its own log are the same place. */
export function meetUnderSource(input: RepointInput, paused: Paused): readonly PlanNode[] {
  const { replica, channel } = input;
  return [
    pause(paused),
    readOther(takeover, paused, 'stop-point', takeover, 'Where it stands in the log of the one above.'),
    readOther(final, paused, 'position', final, 'The end of its own log: the same place.'),
    wait({
      id: 'reach-final',
      server: replica,
      title: `Wait until ${replica} has applied all of it`,
      why: 'Then both have the same transactions.',
      until: hasApplied.ref({ server: replica, channel: channel.name, by: 'file', position: value(final) }),
      withinMs: timings.drain,
    }),
    ...stopSteps(input),
    goOn(paused),
  ];
}

/** Asked right before the channel is pointed elsewhere. */
export function metExactly(input: RepointInput, relation: ChangeMasterShape['relation']): GuardRef {
  const at = { server: input.replica, channel: input.channel.name };
  return relation === 'sibling'
    ? stoppedAt.ref({ ...at, file: value(meetingPoint, 'file'), offset: value(meetingPoint, 'offset') })
    : appliedExactly.ref({ ...at, position: value(final) });
}

/** Under the lock: is the other channel as planned too? */
export function otherAsPlanned({ server, channel }: Paused): PlanNode {
  return wait({
    id: 'other-as-planned',
    server,
    title: `Look again, under the lock: is the channel of ${server} as planned?`,
    why: 'Somebody may have changed it since the servers were read.',
    until: channelAsPlanned.ref({
      server,
      channel: channel.name,
      planned: { source: namedSource(channel), positioning: channel.positioning, ...threadsFound(channel) },
    }),
    withinMs: timings.asPlanned,
  });
}

function pause({ server, channel, commands }: Paused): PlanNode {
  const at = { server, channel: channel.name };
  return change({
    id: 'pause',
    server,
    title: `${server} pauses applying for a moment`,
    why: 'Its place in its source’s log and the end of its own log are read as one.',
    run: statements('work', [commands.stopApplier(channel.name)]),
    proof: applierStopped.ref(at),
    withinMs: timings.stop,
    undo: undoBy(
      'It applies again',
      statements('control', [commands.startApplier(channel.name)]),
      threadsAre.ref({ ...at, ...threadsFound(channel) }),
      { withinMs: timings.undo },
    ),
  });
}

function goOn({ server, channel, commands }: Paused): PlanNode {
  return change({
    id: 'go-on',
    server,
    title: `${server} applies again`,
    why: 'What was to be read of it is read.',
    run: statements('work', [commands.startApplier(channel.name)]),
    proof: threadsAre.ref({ server, channel: channel.name, ...threadsFound(channel) }),
    withinMs: timings.stop,
    undo: nothingToUndo('it applies as before'),
  });
}

function readOther(
  id: string,
  { server, channel }: Paused,
  what: 'stop-point' | 'position',
  into: string,
  why: string,
): PlanNode {
  return read({
    id,
    server,
    title: what === 'position' ? `Read where the log of ${server} ends` : `Read where ${server} has paused`,
    why,
    read: what,
    channel: channel.name,
    stable: true,
    once: true,
    into,
    before: [applierStopped.ref({ server, channel: channel.name })],
    withinMs: timings.small,
  });
}
