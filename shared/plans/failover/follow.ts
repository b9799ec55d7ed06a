import { channelOf } from '../../guards/channels.ts';
import { appliedExactly } from '../../guards/proofs/position.ts';
import { applierRuns, drained, hasNothingMore, type ReplicaChannel } from '../../guards/proofs/received.ts';
import { leaveBehind, match, nothingToUndo, parallel, serial, statements, undoBy, value, wait } from '../nodes.ts';
import type { GroupNode, PlanNode, Undo } from '../plan.ts';
import { wayBackOf, type WayBack } from '../switchover/attach-first.ts';
import { pointAtCandidate, takeoverBinds } from '../switchover/follow.ts';
import { followBy } from '../switchover/input.ts';
import { closedFirst } from '../switchover/keep-closed.ts';
import { wayBack } from '../switchover/left-behind.ts';
import { attachedFirst, moveOf } from '../switchover/semi-sync.ts';
import type { Follower } from '../switchover/shape.ts';
import { channelFrom, comparesByGtid, isParallel, type FailoverInput } from './input.ts';
import { timings } from './timings.ts';

/** All other replicas, in parallel; one that can't be placed, or fails, is left behind and named. */
export function followers(input: FailoverInput): readonly PlanNode[] {
  const first = attachedFirst(input, moveOf(input));
  const others = input.shape.followers.filter((follower) => !first.includes(follower));
  if (others.length === 0) return [];
  return [
    parallel(
      'followers',
      'The other {replicas} follow',
      others.map((follower) => follow(input, follower)),
    ),
  ];
}

function follow(input: FailoverInput, follower: Follower): GroupNode {
  const { server, positioning } = follower;
  const { candidate } = input.shape;
  return leaveBehind(
    `follower:${server}`,
    server,
    `${server} follows ${candidate}`,
    wayBack(server, candidate, positioning),
    [closedFirst(input, server), appliesAll(input, follower), ...placed(input, follower, null)],
  );
}

/** One whose acknowledgements the candidate needs, before it is opened: undone it waits for the old source again. */
export function attachFirst(input: FailoverInput, follower: Follower): GroupNode {
  const { server, channel } = follower;
  const applied = channelOf(input.facts, server, channel)?.sql === 'yes';
  const stopped = applied
    ? undoBy(
        `${server} applies again`,
        statements('control', [input.commands(server).startApplier(channel)]),
        applierRuns.ref({ server, channel }),
        { withinMs: timings.undo },
      )
    : nothingToUndo('its applier did not run before');
  return serial(`follower:${server}`, server, `${server} follows ${input.shape.candidate}`, [
    appliesAll(input, follower),
    ...placed(input, follower, stopped),
  ]);
}

function appliesAll(input: FailoverInput, follower: Follower): PlanNode {
  const { server, channel } = follower;
  return wait({
    id: `drain:${server}`,
    server,
    title: `${server} applies everything that it received`,
    why: 'Re-pointing throws away what was received and not applied.',
    until: drained.ref({ server, channel, parallel: isParallel(input, follower) }),
    withinMs: timings.drain,
  });
}

/** `stopped`: before the line, what undoes its stop; null past it. */
function placed(input: FailoverInput, follower: Follower, stopped: Undo | null): readonly PlanNode[] {
  const back = (at: string): WayBack | null => (stopped === null ? null : wayBackOf(input, follower, at, stopped));
  return followBy(follower.positioning) === 'gtid' ? byGtid(input, follower, back) : byFile(input, follower, back);
}

type BackFrom = (at: string) => WayBack | null;

function byGtid(input: FailoverInput, follower: Follower, back: BackFrom): readonly PlanNode[] {
  const { candidate, channel } = input.shape;
  const nothingOfItsOwn = hasNothingMore.ref({
    than: { server: candidate, channel },
    other: { ...channelFrom(follower), parallel: isParallel(input, follower) },
    byGtid: comparesByGtid(input),
  });
  return pointAtCandidate(
    input,
    follower,
    { before: [nothingOfItsOwn], binds: {}, waits: isParallel(input, follower) },
    back('takeover'),
  );
}

/** One that received as much stands where the candidate stood, or stands with the rest applied; another is found in the candidate's log by its transactions. */
function byFile(input: FailoverInput, follower: Follower, back: BackFrom): readonly PlanNode[] {
  const { server, channel } = follower;
  const { candidate, channel: from } = input.shape;
  if (receivedAlike(input, follower, { server: candidate, channel: from }))
    return pointAtCandidate(
      input,
      follower,
      {
        before: [appliedExactly.ref({ server, channel, position: value('final') })],
        binds: takeoverBinds,
        waits: isParallel(input, follower),
      },
      back('takeover'),
    );
  if (input.salvage?.kind === 'replica' && receivedAlike(input, follower, input.salvage))
    return pointAtCandidate(
      input,
      follower,
      {
        before: [appliedExactly.ref({ server, channel, position: value('reached') })],
        binds: { file: value('opening', 'file'), offset: value('opening', 'offset') },
        waits: isParallel(input, follower),
      },
      back('opening'),
    );
  const place = `place:${server}`;
  return [
    match({
      id: `match:${server}`,
      server,
      title: `Find where ${server} stands in the log of ${input.shape.candidate}`,
      why: 'It received less than the new {source}: its last transactions are looked for there, and must be found in one place only.',
      in: input.shape.candidate,
      into: place,
      withinMs: timings.match,
    }),
    ...pointAtCandidate(
      input,
      follower,
      {
        before: [],
        binds: { file: value(place, 'file'), offset: value(place, 'offset') },
        waits: isParallel(input, follower),
      },
      back(place),
    ),
  ];
}

function receivedAlike({ facts }: FailoverInput, { server, channel }: Follower, other: ReplicaChannel): boolean {
  const [mine, theirs] = [channelOf(facts, server, channel), channelOf(facts, other.server, other.channel)];
  return (
    mine !== undefined &&
    theirs !== undefined &&
    mine.received.file === theirs.received.file &&
    mine.received.offset === theirs.received.offset
  );
}
