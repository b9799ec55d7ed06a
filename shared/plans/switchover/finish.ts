import { noChannel } from '../../guards/proofs/channel.ts';
import { hasApplied, holdsTransactions } from '../../guards/proofs/position.ts';
import { change, leaveBehind, noUndo, read, statements, value, wait, parallel } from '../nodes.ts';
import type { PlanNode } from '../plan.ts';
import { keepClosed } from './keep-closed.ts';
import { provePair } from './pair.ts';
import { followBy, type SwitchoverInput } from './input.ts';
import type { Follower } from './shape.ts';
import { timings } from './timings.ts';

/** The proof that everything follows, the end of the old channel, the last record. */
export function finish(input: SwitchoverInput): readonly PlanNode[] {
  const { channel, positioning, pair } = input.shape;
  const old: Follower = {
    server: input.source,
    channel: pair?.channel ?? channel,
    positioning: pair?.positioning ?? positioning,
  };
  return [
    ...askAfter(input),
    ...proveFollowers(input, [...input.shape.followers, old]),
    ...(pair === null ? forgetChannel(input) : provePair(input)),
    recordAgain(input),
  ];
}

/** Every replica gets what the new source writes. */
export function proveFollowers(input: SwitchoverInput, replicas: readonly Follower[]): readonly PlanNode[] {
  const { candidate } = input.shape;
  if (replicas.length === 0) return [];
  return [
    read({
      id: 'proof-position',
      server: candidate,
      title: `Read where ${candidate} is now`,
      why: 'Every {replica} must get this far under its new {source}.',
      read: 'position',
      into: 'proof',
      withinMs: timings.small,
    }),
    parallel(
      'proofs',
      'Every {replica} gets the new {source}’s changes',
      replicas.map((replica) => prove(input, replica)),
    ),
  ];
}

export function recordAgain({ recorded }: SwitchoverInput): PlanNode {
  return leaveBehind('last-record', null, 'Record again', 'Take a record by hand.', [
    {
      kind: 'record',
      id: 'record-after',
      title: 'Record positions and settings again',
      why: 'Where everything stands from now on.',
      server: null,
      before: [],
      reason: 'after-operation',
      servers: recorded,
    },
  ]);
}

function prove(input: SwitchoverInput, { server, channel, positioning }: Follower): PlanNode {
  const { candidate } = input.shape;
  const by = followBy(positioning);
  const position = value('proof');
  return leaveBehind(
    `prove:${server}`,
    server,
    `${server} proved`,
    `${server} follows ${candidate} but has not caught up: look at its {replica} status.`,
    [
      wait({
        id: `caught-up:${server}`,
        server,
        title: `${server} has applied the new {source}'s position`,
        why: 'Replication that says Yes/Yes is not proof; an advancing position is.',
        until:
          by === 'gtid'
            ? holdsTransactions.ref({ server, position })
            : hasApplied.ref({ server, channel, by, position }),
        withinMs: timings.proof,
      }),
      keepClosed(input, server, 'still-closed'),
    ],
  );
}

/** The new source has no channel to the old one any more. */
export function forgetChannel(input: SwitchoverInput): readonly PlanNode[] {
  const { candidate, channel } = input.shape;
  const commands = input.commands(candidate);
  const reset = commands.resetReplica(channel);
  return [
    leaveBehind(
      'forget',
      candidate,
      'Forget the old channel',
      `On ${candidate}: ${reset}; it must not be started again.`,
      [
        change({
          id: 'forget-channel',
          server: candidate,
          title: `${candidate} forgets its old channel to ${input.source}`,
          why: 'Everything is proved; a stray START would make a loop.',
          run: statements('work', [reset]),
          proof: noChannel.ref({ server: candidate, channel }),
          withinMs: timings.small,
          undo: noUndo('the switch has been made'),
        }),
      ],
    ),
  ];
}

export function askAfter(input: SwitchoverInput): readonly PlanNode[] {
  if (!input.cluster.askToMoveApplication) return [];
  return [
    {
      kind: 'ask',
      id: 'ask-after',
      server: null,
      before: [],
      title: 'Ask: move the application over',
      why: 'What no hook moves is in your hands.',
      question: `${input.shape.candidate} takes writes now. Point the application and the load balancers at it, then go on.`,
      choices: [{ id: 'go', label: 'Done, go on', goesOn: true }],
    },
  ];
}
