import { channelOf } from '../../guards/channels.ts';
import { appliedExactly } from '../../guards/proofs/position.ts';
import { drained, hasNothingMore, type ReplicaChannel } from '../../guards/proofs/received.ts';
import { leaveBehind, match, parallel, value, wait } from '../nodes.ts';
import type { GroupNode, PlanNode } from '../plan.ts';
import { pointAtCandidate, takeoverBinds } from '../switchover/follow.ts';
import { followBy } from '../switchover/input.ts';
import { wayBack } from '../switchover/left-behind.ts';
import type { Follower } from '../switchover/shape.ts';
import { channelFrom, comparesByGtid, isParallel, type FailoverInput } from './input.ts';
import { timings } from './timings.ts';

/** All other replicas, in parallel; one that can't be placed, or fails, is left behind and named. */
export function followers(input: FailoverInput): readonly PlanNode[] {
  const others = input.shape.followers;
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
  const { server, channel, positioning } = follower;
  const { candidate } = input.shape;
  return leaveBehind(
    `follower:${server}`,
    server,
    `${server} follows ${candidate}`,
    wayBack(server, candidate, positioning),
    [
      wait({
        id: `drain:${server}`,
        server,
        title: `${server} applies everything that it received`,
        why: 'Re-pointing throws away what was received and not applied.',
        until: drained.ref({ server, channel, parallel: isParallel(input, follower) }),
        withinMs: timings.drain,
      }),
      ...(followBy(positioning) === 'gtid' ? byGtid(input, follower) : byFile(input, follower)),
    ],
  );
}

function byGtid(input: FailoverInput, follower: Follower): readonly PlanNode[] {
  const { candidate, channel } = input.shape;
  const nothingOfItsOwn = hasNothingMore.ref({
    than: { server: candidate, channel },
    other: { ...channelFrom(follower), parallel: isParallel(input, follower) },
    byGtid: comparesByGtid(input),
  });
  return pointAtCandidate(input, follower, { before: [nothingOfItsOwn], binds: {} });
}

/** One that received as much stands where the candidate stood, or stands with the rest applied; another is found in the candidate's log by its transactions. */
function byFile(input: FailoverInput, follower: Follower): readonly PlanNode[] {
  const { server, channel } = follower;
  const { candidate, channel: from } = input.shape;
  if (receivedAlike(input, follower, { server: candidate, channel: from }))
    return pointAtCandidate(input, follower, {
      before: [appliedExactly.ref({ server, channel, position: value('final') })],
      binds: takeoverBinds,
    });
  if (input.salvage?.kind === 'replica' && receivedAlike(input, follower, input.salvage))
    return pointAtCandidate(input, follower, {
      before: [appliedExactly.ref({ server, channel, position: value('reached') })],
      binds: { file: value('opening', 'file'), offset: value('opening', 'offset') },
    });
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
    ...pointAtCandidate(input, follower, {
      before: [],
      binds: { file: value(place, 'file'), offset: value(place, 'offset') },
    }),
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
