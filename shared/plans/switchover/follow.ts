import type { BinlogPosition } from '../../domain/position.ts';
import type { ServerId } from '../../domain/server.ts';
import {
  appliedExactly,
  hasApplied,
  holdsTransactions,
  nothingBeyond,
  replicaStandsAt,
  unchangedSince,
} from '../../guards/proofs/position.ts';
import { channelStopped, follows, pointsAt } from '../../guards/proofs/channel.ts';
import { closed } from '../../guards/proofs/read-only.ts';
import { eventSchedulerIs } from '../../guards/proofs/sessions.ts';
import type { GuardRef, ValueRef } from '../../guards/ref.ts';
import {
  change,
  leaveBehind,
  noUndo,
  nothingToUndo,
  parallel,
  serial,
  statements,
  undoBy,
  value,
  wait,
} from '../nodes.ts';
import type { GroupNode, PlanNode, Undo } from '../plan.ts';
import {
  movingEvents,
  continuationOf,
  followBy,
  identityOf,
  passwordKept,
  replicaAddress,
  replicationUser,
  transportOf,
  type SwitchoverInput,
} from './input.ts';
import { closedFirst, keepClosed } from './keep-closed.ts';
import { attachedFirst, moveOf, oldSourceAcknowledges } from './semi-sync.ts';
import { wayBackOf, type WayBack } from './attach-first.ts';
import { followsAsFound, startInbound } from './pair.ts';
import { schedulerWasOn } from './close-source.ts';
import { wayBack } from './left-behind.ts';
import type { Follower } from './shape.ts';
import { endWaiting } from './waits-for-rest.ts';
import { timings } from './timings.ts';

const made = noUndo('the switch has been made; a failure leaves this server behind instead');

/** The candidate's own position before it took any write: here those go on that have exactly what it had. */
export const takeoverBinds = { file: value('takeover', 'file'), offset: value('takeover', 'offset') };

function followsCandidate(input: SwitchoverInput, server: ServerId, channel: string): GuardRef {
  const { host, port } = replicaAddress(input, input.shape.candidate);
  const { uuid, serverId } = identityOf(input, input.shape.candidate);
  return follows.ref({ server, channel, host, port, sourceUuid: uuid, sourceServerId: serverId });
}

/** All other replicas, in parallel; one that fails is left behind and named. The old source is seen closed beside them. */
export function repointFollowers(input: SwitchoverInput): readonly PlanNode[] {
  const first = attachedFirst(input, moveOf(input));
  const left = input.shape.followers.filter((follower) => !first.includes(follower));
  const others = left.map((follower) => repointFollower(input, follower));
  return [parallel('followers', 'The other {replicas} follow', [sourceStaysClosed(input), ...others])];
}

/** It may have been restarted, and be open by its own configuration; one that does not answer is met again further on. */
function sourceStaysClosed(input: SwitchoverInput): GroupNode {
  const { source } = input;
  const wayOut = `Make sure that ${source} is read-only: ${input.shape.candidate} takes the writes.`;
  return leaveBehind('source-closed', null, `${source} is closed`, wayOut, [
    keepClosed(input, source, 'source-closed'),
  ]);
}

function repointFollower(input: SwitchoverInput, follower: Follower): GroupNode {
  const { server, positioning } = follower;
  const { candidate } = input.shape;
  const wayOut = wayBack(server, candidate, positioning);
  return leaveBehind(`follower:${server}`, server, `${server} follows ${candidate}`, wayOut, [
    closedFirst(input, server),
    reachesFinal(input, follower, timings.followerDrain),
    ...pointAtCandidate(input, follower, atTakeover(input, follower)),
  ]);
}

/** One whose acknowledgements the candidate needs, before it is opened: with a way back to where it was. */
export function attachFirst(input: SwitchoverInput, follower: Follower): GroupNode {
  const { server, channel } = follower;
  const { candidate } = input.shape;
  const follows = undoBy(
    `${server} follows ${input.source} again`,
    statements('control', [input.commands(server).startReplica(channel)]),
    followsAsFound(input, server, channel, input.source),
    { withinMs: timings.follow },
  );
  return serial(`follower:${server}`, server, `${server} follows ${candidate}`, [
    reachesFinal(input, follower, timings.drain),
    ...pointAtCandidate(input, follower, atTakeover(input, follower), wayBackOf(input, follower, 'takeover', follows)),
  ]);
}

function reachesFinal(input: SwitchoverInput, { server, channel, positioning }: Follower, withinMs: number): PlanNode {
  const by = followBy(positioning);
  return wait({
    id: `drain:${server}`,
    server,
    title: `${server} reaches the final position`,
    why: 'It continues at the same transaction under its new {source}.',
    run: statements('work', [input.commands(server).waitFor(by, channel, withinMs / 1000)], {
      gtid: value('final', 'gtid'),
      file: value('final', 'file'),
      offset: value('final', 'offset'),
    }),
    until: hasApplied.ref({ server, channel, by, position: value('final') }),
    withinMs,
  });
}

function atTakeover(input: SwitchoverInput, { server, channel, positioning }: Follower): GoesOnAt {
  const { candidate } = input.shape;
  const by = followBy(positioning);
  return {
    before:
      by === 'file'
        ? [appliedExactly.ref({ server, channel, position: value('final') })]
        : [
            hasApplied.ref({ server, channel, by, position: value('final') }),
            nothingBeyond.ref({ server, candidate, position: value('final') }),
          ],
    binds: takeoverBinds,
  };
}

/** Where a follower goes on, and what must be so right before. */
export interface GoesOnAt {
  readonly before: readonly GuardRef[];
  /** `file` and `offset` in the candidate's log, for one that is placed by them. */
  readonly binds: Readonly<Record<string, ValueRef>>;
  /** Its old source is gone: its applier may wait for the rest of a transaction. */
  readonly waits?: boolean;
}

/** A replica leaves its old source and follows the candidate; `back`: before the line, how it goes back. */
export function pointAtCandidate(
  input: SwitchoverInput,
  { server, channel, positioning }: Follower,
  { before, binds, waits = false }: GoesOnAt,
  back: WayBack | null = null,
): readonly PlanNode[] {
  const { candidate } = input.shape;
  const commands = input.commands(server);
  const to = replicaAddress(input, candidate);
  const repoint = commands.repoint({
    channel,
    to,
    continuation: continuationOf(positioning),
    credentials: null,
    transport: null,
  });
  return [
    ...(waits ? endWaiting({ server, channel }, commands, { before: [], undo: back?.stopped ?? made }) : []),
    change({
      id: `stop:${server}`,
      server,
      title: `${server} stops following ${input.source}`,
      why: 'A channel can be re-pointed only while it is stopped.',
      run: statements('work', [commands.stopReplica(channel)]),
      proof: channelStopped.ref({ server, channel }),
      withinMs: timings.stopFollower,
      undo: back?.stopped ?? made,
    }),
    ...(back === null ? [] : [back.read]),
    change({
      id: `follow:${server}`,
      server,
      title: `Point ${server} at ${candidate}`,
      why: 'Always with explicit coordinates or GTID: naming a host alone resets file and position.',
      before,
      run: statements('work', [repoint], binds),
      proof: pointsAt.ref({ server, channel, host: to.host, port: to.port }),
      withinMs: timings.small,
      undo: back?.pointed ?? made,
    }),
    change({
      id: `start:${server}`,
      server,
      title: `${server} replicates again`,
      why: 'By itself it would stay stopped where it was re-pointed.',
      run: statements('work', [commands.startReplica(channel)]),
      proof: followsCandidate(input, server, channel),
      withinMs: timings.follow,
      undo: back?.started ?? made,
    }),
  ];
}

/** The old source becomes a replica of the new one, still read-only. */
export function repointOldSource(input: SwitchoverInput): readonly PlanNode[] {
  const { source, shape } = input;
  const wayOut = `${source} is closed and must stay closed. Once it can be reached, compare its transactions with ${shape.candidate}; if it has none of its own, point it at ${shape.candidate}, else re-seed it.`;
  return [
    leaveBehind('old-source', source, `${source} follows ${shape.candidate}`, wayOut, [
      ...oldSourceAcknowledges(input, moveOf(input), true),
      ...(shape.pair === null
        ? oldSourceFollows(input, { at: null, beforeStart: [], undo: { demoted: made, attached: made } })
        : [...thaw(input), startInbound(input, shape.pair, nothingExtra(input)), ...schedulerAgain(input)]),
    ]),
  ];
}

export interface OldSourceAttaching {
  /** By file and offset: where it goes on; null: where the candidate took over. */
  readonly at: BinlogPosition | null;
  /** What comes between the channel and its start. */
  readonly beforeStart: readonly PlanNode[];
  /** Ways back as long as the channel was not started. */
  readonly undo: { readonly demoted: Undo; readonly attached: Undo };
}

/** The closed old source gets a channel to the candidate, and follows it. */
export function oldSourceFollows(
  input: SwitchoverInput,
  { at, beforeStart, undo }: OldSourceAttaching,
): readonly PlanNode[] {
  return [
    ...thaw(input),
    ...demote(input, undo.demoted),
    attach(input, at, undo.attached),
    ...beforeStart,
    start(input),
    ...schedulerAgain(input),
  ];
}

/** Nothing of the old source is missing on the new one: asked again before the old one is changed. */
function nothingExtra(input: SwitchoverInput): readonly GuardRef[] {
  const unchanged = unchangedSince.ref({ server: input.source, position: value('final') });
  return followBy(input.shape.positioning) === 'gtid'
    ? [unchanged, holdsTransactions.ref({ server: input.shape.candidate, position: value('final') })]
    : [unchanged];
}

function thaw(input: SwitchoverInput): readonly PlanNode[] {
  const { source } = input;
  const unlock = input.commands(source).thaw();
  if (unlock === null) return [];
  return [
    change({
      id: 'thaw-source',
      server: source,
      title: `Release the read lock on ${source}`,
      why: 'It is about to apply the new {source}’s changes; read_only stays on.',
      before: nothingExtra(input),
      run: statements('hold', [unlock]),
      proof: closed.ref({ server: source }),
      withinMs: timings.small,
      undo: nothingToUndo('it stays closed'),
    }),
  ];
}

function demote(input: SwitchoverInput, undo: Undo): readonly PlanNode[] {
  const { source, shape } = input;
  const sql = input.commands(source).demote();
  if (sql === null || followBy(shape.positioning) === 'file') return [];
  return [
    change({
      id: 'demote-source',
      server: source,
      title: `Tell ${source} where it stands as a {replica}`,
      why: 'A {source} has no replication position of its own; it starts from exactly its final one.',
      before: nothingExtra(input),
      run: statements('work', [sql], { gtid: value('final', 'gtid') }),
      proof: replicaStandsAt.ref({ server: source, position: value('final') }),
      withinMs: timings.small,
      undo,
    }),
  ];
}

function attach(input: SwitchoverInput, at: BinlogPosition | null, undo: Undo): PlanNode {
  const { source, shape } = input;
  const to = replicaAddress(input, shape.candidate);
  const repoint = input.commands(source).repoint({
    channel: shape.channel,
    to,
    continuation:
      at === null || shape.positioning !== 'file' ? continuationOf(shape.positioning) : { kind: 'file', position: at },
    credentials: { user: replicationUser(input) },
    transport: transportOf(input),
  });
  return change({
    id: 'attach-source',
    server: source,
    title: `Point ${source} at ${shape.candidate}`,
    why: 'A new channel, with the account that the {replicas} use.',
    before: nothingExtra(input),
    run: statements('work', [repoint], {
      ...takeoverBinds,
      password: { secret: 'replication-password', fallback: passwordKept(input) },
    }),
    proof: pointsAt.ref({ server: source, channel: shape.channel, host: to.host, port: to.port }),
    withinMs: timings.small,
    undo,
  });
}

function start(input: SwitchoverInput): PlanNode {
  const { source, shape } = input;
  return change({
    id: 'start-source',
    server: source,
    title: `${source} starts to follow, still read-only`,
    why: 'Only now is the old {source} a {replica}.',
    before: [closed.ref({ server: source })],
    run: statements('work', [input.commands(source).startReplica(shape.channel)]),
    proof: followsCandidate(input, source, shape.channel),
    withinMs: timings.follow,
    undo: made,
  });
}

function schedulerAgain(input: SwitchoverInput): readonly PlanNode[] {
  if (movingEvents(input).length === 0 || !schedulerWasOn(input)) return [];
  const { source } = input;
  return [
    change({
      id: 'scheduler-on',
      server: source,
      title: `Event scheduler of ${source} on again`,
      why: 'As it was; the events themselves are disabled there.',
      run: statements('work', [input.commands(source).eventScheduler(true)]),
      proof: eventSchedulerIs.ref({ server: source, on: true }),
      withinMs: timings.small,
      undo: made,
    }),
  ];
}
