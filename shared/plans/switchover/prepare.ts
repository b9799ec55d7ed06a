import type { ServerId } from '../../domain/server.ts';
import { asPlanned } from '../../guards/proofs/as-planned.ts';
import { hasApplied } from '../../guards/proofs/position.ts';
import { closed, readOnlyIs } from '../../guards/proofs/read-only.ts';
import { hooksAt } from '../hooks.ts';
import { change, read, statements, undoBy, value, wait } from '../nodes.ts';
import type { AskNode, PlanNode } from '../plan.ts';
import { asFound } from './as-found.ts';
import { stopInbound } from './pair.ts';
import { followBy, hookRoles, statusOf, type SwitchoverInput } from './input.ts';
import { timings } from './timings.ts';

/** Everything slow, while the source still takes writes. */
export function prepare(input: SwitchoverInput): readonly PlanNode[] {
  const { source, shape } = input;
  const { candidate } = shape;
  const changed = [source, candidate, ...shape.followers.map((follower) => follower.server)];
  return [
    recordFirst(input),
    lockCluster(changed),
    stillAsPlanned(input),
    seenUp(source, 'source-up'),
    seenUp(candidate, 'candidate-up'),
    ...closeWritable(input),
    ...preDrain(input),
    ...askBefore(input),
    ...hooksAt(input.cluster, 'before', hookRoles(input)),
    ...stopInbound(input),
  ];
}

export function recordFirst({ recorded }: SwitchoverInput): PlanNode {
  return {
    kind: 'record',
    id: 'record-before',
    title: 'Record positions and settings',
    why: 'Whatever happens next, it is written down where everything stood.',
    server: null,
    before: [],
    reason: 'before-operation',
    servers: recorded,
  };
}

export function lockCluster(servers: readonly ServerId[]): PlanNode {
  return {
    kind: 'lock',
    id: 'lock',
    title: 'Lock the cluster against a second operation',
    why: 'Two operations at once could open two servers.',
    server: null,
    before: [],
    servers,
    name: 'signalbox.operation',
    withinMs: timings.lock,
  };
}

/** Replicas that somebody could write to are closed first. */
export function closeWritable(input: SwitchoverInput): readonly PlanNode[] {
  const { candidate, followers } = input.shape;
  return [candidate, ...followers.map(({ server }) => server)]
    .filter((server) => needsClosing(input, server))
    .map((server) => closeWritableReplica(input, server));
}

/** The facts were read before the lock was held: another operation may have ended in between. */
function stillAsPlanned(input: SwitchoverInput): PlanNode {
  const { source, shape } = input;
  const replicas = [{ server: shape.candidate, channel: shape.channel }, ...shape.followers];
  const planned = replicas.map(({ server, channel }) => asFound(input, server, channel));
  return wait({
    id: 'as-planned',
    server: source,
    title: 'Look again, under the lock: is everything as planned?',
    why: 'Another operation may have ended since the servers were read.',
    until: asPlanned.ref({ servers: [asFound(input, source, shape.pair?.channel ?? null), ...planned] }),
    withinMs: timings.asPlanned,
  });
}

export function seenUp(server: ServerId, into: string): PlanNode {
  return read({
    id: into,
    server,
    title: `Note how long ${server} has been up`,
    why: 'A restart in the middle would make everything known of it void.',
    read: 'seen-up',
    into,
    withinMs: timings.small,
  });
}

/** The candidate is opened from fully closed, and goes back to how it was found; others need only be read-only. */
function needsClosing(input: SwitchoverInput, server: ServerId): boolean {
  const { readOnly, superReadOnly } = statusOf(input, server);
  return !readOnly || (server === input.shape.candidate && superReadOnly === false);
}

/** One that some can write to is closed; undone it is as it was found. */
export function closeWritableReplica(input: SwitchoverInput, server: ServerId): PlanNode {
  const { readOnly, superReadOnly } = statusOf(input, server);
  const commands = input.commands(server);
  return change({
    id: `close-replica:${server}`,
    server,
    title: `Close ${server}, a {replica} that some can write to`,
    why: 'Only one server may take writes, before and after the switch.',
    run: statements('work', [`SET SESSION lock_wait_timeout = ${String(timings.lockWaitS)}`, ...commands.close()]),
    proof: closed.ref({ server }),
    withinMs: timings.close,
    undo: undoBy(
      'Back to what it was',
      statements('control', commands.open({ readOnly, superReadOnly })),
      readOnlyIs.ref({ server, readOnly, superReadOnly }),
      {
        withinMs: timings.undo,
      },
    ),
  });
}

function preDrain(input: SwitchoverInput): readonly PlanNode[] {
  const { source, shape } = input;
  const { candidate, channel } = shape;
  const by = followBy(shape.positioning);
  const seconds = Math.max(1, Math.ceil(input.cluster.lagLimitS));
  return [
    read({
      id: 'position-now',
      server: source,
      title: `Read where ${source} is now`,
      why: `A mark that ${candidate} has to reach first.`,
      read: 'position',
      into: 'now',
      withinMs: timings.small,
    }),
    wait({
      id: 'pre-drain',
      server: candidate,
      title: `Wait until ${candidate} has caught up, while ${source} still takes writes`,
      why: 'So that writes are blocked only for the last few transactions.',
      run: statements('work', [input.commands(candidate).waitFor(by, channel, seconds)], {
        gtid: value('now', 'gtid'),
        file: value('now', 'file'),
        offset: value('now', 'offset'),
      }),
      until: hasApplied.ref({ server: candidate, channel, by, position: value('now') }),
      withinMs: (seconds + 2) * 1000,
    }),
  ];
}

export function askBefore(input: SwitchoverInput): readonly AskNode[] {
  if (!input.cluster.askToMoveApplication) return [];
  return [
    {
      kind: 'ask',
      id: 'ask-before',
      server: null,
      before: [],
      title: 'Ask: move the application away',
      why: 'What no hook moves is in your hands.',
      question: `Take ${input.source} out of the load balancers now, if you have any. Go on and stop writes?`,
      choices: [
        { id: 'go', label: 'Go on, stop writes', goesOn: true },
        { id: 'stop', label: 'Stop and undo', goesOn: false },
      ],
    },
  ];
}
