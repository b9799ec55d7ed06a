import { factOf } from '../../domain/facts.ts';
import { channelStopped, notRestarted } from '../../guards/proofs/channel.ts';
import { closedUnchanged, hasApplied, unchangedSince } from '../../guards/proofs/position.ts';
import { closed, notOpen, persistedIs, readOnlyIs } from '../../guards/proofs/read-only.ts';
import { eventSchedulerIs, eventsAre, eventsRestored } from '../../guards/proofs/sessions.ts';
import type { GuardRef, ValueName } from '../../guards/ref.ts';
import { change, leaveBehind, noUndo, read, statements, undoBy, value, wait } from '../nodes.ts';
import type { PlanNode, ReadNode } from '../plan.ts';
import { schedulerWasOn } from './close-source.ts';
import { othersStayClosed } from './keep-closed.ts';
import { attachFirst } from './follow.ts';
import { candidateFollows } from './pair.ts';
import { acknowledgersFirst, moveOf, stillAcknowledged } from './semi-sync.ts';
import { arrivingEvents, followBy, statusOf, type SwitchoverInput } from './input.ts';
import { timings } from './timings.ts';

/** The drain, and the opening of the new source: the line runs through here. */
export function openCandidate(input: SwitchoverInput): readonly PlanNode[] {
  return [
    drain(input),
    stopChannel(input),
    takeover(input),
    ...acknowledgersFirst(input, moveOf(input), (follower) => attachFirst(input, follower)),
    ...enableEvents(input),
    ...schedulerOn(input),
    ...othersStayClosed(input),
    ...open(
      input,
      beforeOpening(input),
      'takeover',
      'Asked once more right before: the old {source} is closed and unchanged, and all of it is here.',
    ),
  ];
}

function drain(input: SwitchoverInput): PlanNode {
  const { candidate, channel, positioning } = input.shape;
  const by = followBy(positioning);
  return wait({
    id: 'drain',
    server: candidate,
    title: `${candidate} reaches that position`,
    why: 'Every write that was acknowledged must be on the new {source}.',
    run: statements('work', [input.commands(candidate).waitFor(by, channel, timings.drain / 1000)], {
      gtid: value('final', 'gtid'),
      file: value('final', 'file'),
      offset: value('final', 'offset'),
    }),
    until: hasApplied.ref({ server: candidate, channel, by, position: value('final') }),
    withinMs: timings.drain,
  });
}

function stopChannel(input: SwitchoverInput): PlanNode {
  const { candidate, channel } = input.shape;
  const commands = input.commands(candidate);
  return change({
    id: 'stop-channel',
    server: candidate,
    title: `${candidate} stops following ${input.source}`,
    why: 'Stopped, not reset: its coordinates stay until everything is proved.',
    run: statements('work', [commands.stopReplica(channel)]),
    proof: channelStopped.ref({ server: candidate, channel }),
    withinMs: timings.stopChannel,
    undo: undoBy(
      `${candidate} follows ${input.source} again`,
      statements('control', [commands.startReplica(channel)]),
      candidateFollows(input),
      { withinMs: timings.follow },
    ),
  });
}

/** The candidate's own position while it is closed. */
export function takeover(input: SwitchoverInput): ReadNode {
  return read({
    id: 'takeover-position',
    server: input.shape.candidate,
    title: `Read ${input.shape.candidate}'s own position, before it takes any write`,
    why: 'Here the others continue, and by this an undo proves that nothing was written.',
    read: 'position',
    stable: true,
    into: 'takeover',
    withinMs: timings.readPosition,
  });
}

/** Asked immediately before the candidate is opened. */
function beforeOpening(input: SwitchoverInput): readonly GuardRef[] {
  const { source, shape } = input;
  const { candidate, channel } = shape;
  return [
    closed.ref({ server: source }),
    unchangedSince.ref({ server: source, position: value('final') }),
    notRestarted.ref({ server: source, seen: value('source-up') }),
    ...shape.followers.map(({ server }) => notOpen.ref({ server })),
    hasApplied.ref({ server: candidate, channel, by: followBy(shape.positioning), position: value('final') }),
    ...stillAcknowledged(input, moveOf(input)),
  ];
}

export function enableEvents(input: SwitchoverInput): readonly PlanNode[] {
  const events = arrivingEvents(input);
  const { candidate } = input.shape;
  const commands = input.commands(candidate);
  const [on, off] =
    statusOf(input, candidate).superReadOnly === null
      ? [[], []]
      : [['SET GLOBAL super_read_only = ON'], ['SET GLOBAL super_read_only = OFF']];
  if (events.length === 0) return [];
  const names = events.map(({ schema, name }) => ({ schema, name }));
  return [
    change({
      id: 'enable-events',
      server: candidate,
      title: `Enable the scheduled events on ${candidate}, unlogged`,
      why: 'They ran on the old {source}; here they run as soon as it is open.',
      run: statements('work', [...off, commands.unlogged(), ...events.map((event) => commands.enableEvent(event))]),
      proof: eventsAre.ref({ server: candidate, events: names, enabled: true }),
      withinMs: timings.small,
      undo: undoBy(
        'Disable them again',
        statements('control', [
          ...off,
          commands.unlogged(),
          ...events.map((event) => commands.restoreEvent(event)),
          ...on,
        ]),
        eventsRestored.ref({
          server: candidate,
          events: events.map(({ schema, name, status }) => ({ schema, name, status })),
        }),
        { withinMs: timings.undo },
      ),
    }),
  ];
}

function candidateSchedulerOff(input: SwitchoverInput): boolean {
  return !['ON', '1'].includes(statusOf(input, input.shape.candidate).eventScheduler.toUpperCase());
}

export function schedulerOn(input: SwitchoverInput): readonly PlanNode[] {
  if (arrivingEvents(input).length === 0 || !schedulerWasOn(input) || !candidateSchedulerOff(input)) return [];
  const { candidate } = input.shape;
  const commands = input.commands(candidate);
  return [
    change({
      id: 'candidate-scheduler-on',
      server: candidate,
      title: `Event scheduler of ${candidate} on`,
      why: 'It was on on the old {source}.',
      run: statements('work', [commands.eventScheduler(true)]),
      proof: eventSchedulerIs.ref({ server: candidate, on: true }),
      withinMs: timings.small,
      undo: undoBy(
        'Event scheduler off again',
        statements('control', [commands.eventScheduler(false)]),
        eventSchedulerIs.ref({ server: candidate, on: false }),
        { withinMs: timings.undo },
      ),
    }),
  ];
}

/** The step at the line (`stood`: where the candidate's own log stands right before), with what is asked right before it, and what keeps the server open after a restart. */
export function open(
  input: SwitchoverInput,
  before: readonly GuardRef[],
  stood: ValueName,
  why: string,
): readonly PlanNode[] {
  return [openNow(input, before, stood, why), ...persistOpen(input)];
}

function openNow(input: SwitchoverInput, before: readonly GuardRef[], stood: ValueName, why: string): PlanNode {
  const { candidate } = input.shape;
  const commands = input.commands(candidate);
  const superReadOnly = statusOf(input, candidate).superReadOnly === null ? null : false;
  return change({
    id: 'open-candidate',
    server: candidate,
    title: `Open ${candidate} for writes`,
    why,
    before,
    run: statements('work', commands.open({ readOnly: false, superReadOnly })),
    proof: readOnlyIs.ref({ server: candidate, readOnly: false, superReadOnly }),
    withinMs: timings.open,
    marks: 'writes-resume',
    undo: undoBy(
      `Close ${candidate} again and prove that it took no write`,
      statements('control', [`SET SESSION lock_wait_timeout = ${String(timings.lockWaitS)}`, ...commands.close()]),
      closedUnchanged.ref({ server: candidate, position: value(stood) }),
      {
        withinMs: timings.undo,
        provided: [unchangedSince.ref({ server: candidate, position: value(stood) })],
        gate: true,
      },
    ),
  });
}

function persistOpen(input: SwitchoverInput): readonly PlanNode[] {
  const { candidate } = input.shape;
  const run = input.commands(candidate).persistOpen();
  if (run.length === 0 || factOf(input.facts.get(candidate), 'persisted')?.supported !== true) return [];
  const node = change({
    id: 'persist-open',
    server: candidate,
    title: `Keep ${candidate} open after a restart`,
    why: 'A restarted server takes read_only from its files.',
    run: statements('work', run),
    proof: persistedIs.ref({ server: candidate, values: { read_only: 'OFF', super_read_only: 'OFF' } }),
    withinMs: timings.small,
    undo: noUndo('the switch has been made'),
  });
  return [
    leaveBehind(
      'keep-open',
      null,
      'Keep it open',
      `On ${candidate}: SET PERSIST read_only = OFF; SET PERSIST super_read_only = OFF;`,
      [node],
    ),
  ];
}
