import { channelStopped } from '../../guards/proofs/channel.ts';
import { channelAsPlanned, receivedIsApplied, receiverStopped, threadsAre } from '../../guards/proofs/repoint.ts';
import type { Commands } from '../../dialects/commands.ts';
import { change, nothingToUndo, read, statements, undoBy, wait } from '../nodes.ts';
import type { PlanNode, Statement, Undo } from '../plan.ts';
import { namedSource, threadsFound, type RepointInput } from './repoint-input.ts';
import { timings } from './timings.ts';

/** The name under which the operation keeps where the channel was stopped. */
export const stopPoint = 'stopped';

/** The channel, under the lock: is it as planned? */
export function channelStillAsPlanned(input: RepointInput): PlanNode {
  const { replica, channel } = input;
  return wait({
    id: 'channel-as-planned',
    server: replica,
    title: `Look again, under the lock: is the channel of ${replica} as planned?`,
    why: 'Somebody may have changed it since the servers were read.',
    until: channelAsPlanned.ref({
      server: replica,
      channel: channel.name,
      planned: { source: namedSource(channel), positioning: channel.positioning, ...threadsFound(channel) },
    }),
    withinMs: timings.asPlanned,
  });
}

/** Stopped, in an order that loses nothing that was received, and then: where? */
export function stopSteps(input: RepointInput): readonly PlanNode[] {
  const { replica, channel, commands } = input;
  const { io, sql } = threadsFound(channel);
  const at = { server: replica, channel: channel.name };
  return [
    ...(input.drain ? drainSteps(input) : []),
    ...(io || sql
      ? [
          change({
            id: 'stop',
            server: replica,
            title: `${replica} stops replicating`,
            why: 'A channel can be changed only while it is stopped. STOP, never RESET: that would forget password, encryption and filters.',
            run: statements('work', [commands.stopReplica(channel.name)]),
            proof: channelStopped.ref(at),
            withinMs: timings.stop,
            undo: runAgain(input),
          }),
        ]
      : []),
    read({
      id: stopPoint,
      server: replica,
      title: `Read where ${replica} stopped`,
      why: 'The coordinates it goes on from, or goes back to.',
      read: 'stop-point',
      channel: channel.name,
      stable: true,
      once: true,
      into: stopPoint,
      before: [channelStopped.ref(at)],
      withinMs: timings.small,
    }),
  ];
}

/** What was received may be the only copy: the receiver stops first, the applier finishes. */
function drainSteps(input: RepointInput): readonly PlanNode[] {
  const { replica, channel, commands } = input;
  const at = { server: replica, channel: channel.name };
  return [
    ...(threadsFound(channel).io
      ? [
          change({
            id: 'stop-receiver',
            server: replica,
            title: `${replica} receives nothing more`,
            why: 'Re-pointing drops what was received and not applied; first everything of it is applied.',
            run: statements('work', [commands.stopReceiver(channel.name)]),
            proof: receiverStopped.ref(at),
            withinMs: timings.stop,
            undo: runAgain(input),
          }),
        ]
      : []),
    wait({
      id: 'apply-received',
      server: replica,
      title: `Wait until ${replica} has applied everything that it received`,
      why: 'Its relay logs may be the only copy.',
      until: receivedIsApplied.ref(at),
      withinMs: timings.drain,
    }),
  ];
}

/** The threads as they were found. */
export function runAgain(input: RepointInput): Undo {
  const { replica, channel, commands } = input;
  const wanted = threadsFound(channel);
  if (!wanted.io && !wanted.sql) return nothingToUndo('it did not run before');
  return undoBy(
    'It replicates again as before',
    startStatements(commands, channel.name, wanted),
    threadsAre.ref({ server: replica, channel: channel.name, ...wanted }),
    { withinMs: timings.undo },
  );
}

export function startStatements(
  commands: Commands,
  channel: string,
  { io, sql }: { readonly io: boolean; readonly sql: boolean },
): readonly Statement[] {
  if (io && sql) return statements('control', [commands.startReplica(channel)]);
  return statements('control', [io ? commands.startReceiver(channel) : commands.startApplier(channel)]);
}
