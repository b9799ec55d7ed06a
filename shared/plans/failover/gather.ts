import { channelOf } from '../../guards/channels.ts';
import { hooksAt } from '../hooks.ts';
import { hookRoles } from '../switchover/input.ts';
import { drained, fenced, stillGone } from '../../guards/proofs/received.ts';
import { receiverStopped, threadsAre } from '../../guards/proofs/repoint.ts';
import { change, leaveBehind, parallel, statements, undoBy, wait } from '../nodes.ts';
import type { ChangeNode, PlanNode } from '../plan.ts';
import type { Follower } from '../switchover/shape.ts';
import { wayBack } from '../switchover/left-behind.ts';
import { isParallel, participants, type FailoverInput } from './input.ts';
import { timings } from './timings.ts';

/** Nobody asks the old source any more, and the candidate applies what it received: its relay logs may be the only copy. */
export function gather(input: FailoverInput): readonly PlanNode[] {
  const { candidate, channel } = input.shape;
  return [
    ...fenceFirst(input),
    parallel('receivers', 'Nobody asks the old {source} any more', receivers(input)),
    wait({
      id: 'drain',
      server: candidate,
      title: `${candidate} applies everything that it received`,
      why: 'What is in its relay logs may be nowhere else.',
      until: drained.ref({ server: candidate, channel, parallel: isParallel(input, { server: candidate }) }),
      withinMs: timings.drain,
    }),
  ];
}

/** It answers and can't be closed: only once it can't be reached any more is it as if it were dead. */
function fenceFirst(input: FailoverInput): readonly PlanNode[] {
  if (!input.fenceFirst) return [];
  const { source, shape, cluster } = input;
  return [
    ...hooksAt(cluster, 'fence', hookRoles(input)),
    wait({
      id: 'fenced',
      server: shape.candidate,
      title: `${source} can’t be reached any more`,
      why: 'It was alive: two servers would take writes.',
      until: fenced.ref({ server: source }),
      withinMs: timings.fenced,
    }),
  ];
}

function receivers(input: FailoverInput): readonly PlanNode[] {
  const { candidate, positioning } = input.shape;
  return participants(input)
    .filter(({ server, channel }) => channelOf(input.facts, server, channel)?.io !== 'no')
    .map((replica) =>
      replica.server === candidate
        ? stopReceiver(input, replica)
        : leaveBehind(
            `receiver:${replica.server}`,
            replica.server,
            `${replica.server} asks the old {source} no more`,
            wayBack(replica.server, candidate, positioning),
            [stopReceiver(input, replica)],
          ),
    );
}

/** The receiver alone: on MariaDB with GTIDs a start after both threads were stopped throws the relay logs away. */
function stopReceiver(input: FailoverInput, { server, channel }: Follower): ChangeNode {
  const commands = input.commands(server);
  return change({
    id: `stop-receiver:${server}`,
    server,
    title: `${server} stops asking ${input.source}`,
    why: 'Should that one come back now, nothing of it may arrive any more. The applier goes on.',
    before: [stillGone.ref({ server: input.source })],
    run: statements('work', [commands.stopReceiver(channel)]),
    proof: receiverStopped.ref({ server, channel }),
    withinMs: timings.stopReceiver,
    undo: undoBy(
      `${server} asks ${input.source} again`,
      statements('control', [commands.startReceiver(channel)]),
      threadsAre.ref({ server, channel, io: true, sql: channelOf(input.facts, server, channel)?.sql === 'yes' }),
      { withinMs: timings.undo },
    ),
  });
}
