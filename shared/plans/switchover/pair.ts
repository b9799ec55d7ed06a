import type { ServerId } from '../../domain/server.ts';
import { channelOf } from '../../guards/channels.ts';
import { channelStopped, follows } from '../../guards/proofs/channel.ts';
import { hasApplied } from '../../guards/proofs/position.ts';
import { closed } from '../../guards/proofs/read-only.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { change, leaveBehind, noUndo, read, statements, undoBy, value, wait } from '../nodes.ts';
import type { PlanNode } from '../plan.ts';
import { rolesHold } from './as-found.ts';
import { identityOf, type SwitchoverInput } from './input.ts';
import type { Pair } from './shape.ts';
import { timings } from './timings.ts';

const made = noUndo('the switch has been made; a failure leaves this server behind instead');

/** A server follows another over a channel that there is already, by the address that it names today. */
export function followsAsFound(input: SwitchoverInput, server: ServerId, channel: string, source: ServerId): GuardRef {
  const found = channelOf(input.facts, server, channel);
  const { uuid, serverId } = identityOf(input, source);
  return follows.ref({
    server,
    channel,
    host: found?.source.host ?? '',
    port: found?.source.port ?? 0,
    sourceUuid: uuid,
    sourceServerId: serverId,
  });
}

/** The candidate follows its source as it was found: what an undo of its stop has to bring back. */
export function candidateFollows(input: SwitchoverInput): GuardRef {
  return followsAsFound(input, input.shape.candidate, input.shape.channel, input.source);
}

/**
 * In a pair: everything that its partner wrote in its own time is on the source, and its applier is stopped, so that
 * its final position is its own. The partner is closed; what it logs meanwhile comes from the source itself.
 */
export function stopInbound(input: SwitchoverInput): readonly PlanNode[] {
  const { source, shape } = input;
  if (shape.pair === null) return [];
  const { partner, channel } = shape.pair;
  const commands = input.commands(source);
  const seconds = Math.ceil(timings.followerDrain / 1000);
  return [
    read({
      id: 'partner-position',
      server: partner,
      title: `Read where ${partner} is now`,
      why: 'What it wrote when it was the active one must be on its partner, to the last transaction.',
      before: [closed.ref({ server: partner })],
      read: 'position',
      once: true,
      into: 'partner',
      withinMs: timings.small,
    }),
    wait({
      id: 'drain-source',
      server: source,
      title: `${source} has applied everything of ${partner}`,
      why: 'Read by file and offset, also with GTIDs: they say how far it has read its partner’s log.',
      run: statements('work', [commands.waitFor('file', channel, seconds)], {
        file: value('partner', 'file'),
        offset: value('partner', 'offset'),
      }),
      until: hasApplied.ref({ server: source, channel, by: 'file', position: value('partner') }),
      withinMs: timings.followerDrain,
    }),
    change({
      id: 'stop-inbound',
      server: source,
      title: `${source} stops applying from ${partner}`,
      why: 'Stopped, not reset: it goes on by this very channel after the switch.',
      before: [rolesHold(input)],
      run: statements('work', [commands.stopReplica(channel)]),
      proof: channelStopped.ref({ server: source, channel }),
      withinMs: timings.stopChannel,
      undo: undoBy(
        `${source} follows ${partner} again`,
        statements('control', [commands.startReplica(channel)]),
        followsAsFound(input, source, channel, partner),
        { withinMs: timings.follow },
      ),
    }),
  ];
}

/** Asked when the source's final position is read: nothing arrives from its partner any more. */
export function inboundStopped({ source, shape }: SwitchoverInput): readonly GuardRef[] {
  return shape.pair === null ? [] : [channelStopped.ref({ server: source, channel: shape.pair.channel })];
}

/** The old source of a pair follows by the channel it has; its coordinates are those up to which it had applied. */
export function startInbound(input: SwitchoverInput, pair: Pair, before: readonly GuardRef[]): PlanNode {
  const { source } = input;
  return change({
    id: 'start-inbound',
    server: source,
    title: `${source} follows ${pair.partner} again, still read-only`,
    why: 'Its channel is as it was and goes on where it stopped.',
    before: [closed.ref({ server: source }), ...before],
    run: statements('work', [input.commands(source).startReplica(pair.channel)]),
    proof: followsAsFound(input, source, pair.channel, pair.partner),
    withinMs: timings.follow,
    undo: made,
  });
}

/** The other direction of a pair: the new source goes on following the old one, which is closed. */
export function startBack(input: SwitchoverInput): readonly PlanNode[] {
  const { source, shape } = input;
  if (shape.pair === null) return [];
  const { candidate, channel } = shape;
  const start = input.commands(candidate).startReplica(channel);
  const wayOut = `${candidate} takes writes and ${source} follows it, but not the other way round. Look at its {replica} status, then on ${candidate}: ${start}`;
  return [
    leaveBehind('pair-back', candidate, `${candidate} follows ${source} again`, wayOut, [
      change({
        id: 'start-channel',
        server: candidate,
        title: `${candidate} follows ${source} again`,
        why: 'The pair replicates both ways; what the old {source} logs from now on comes from the new one itself.',
        before: [closed.ref({ server: source })],
        run: statements('work', [start]),
        proof: candidateFollows(input),
        withinMs: timings.follow,
        undo: made,
      }),
    ]),
  ];
}

/** The proof of that direction: the new source has read the old one's log up to where it is now. */
export function provePair(input: SwitchoverInput): readonly PlanNode[] {
  const { source, shape } = input;
  const { candidate, channel } = shape;
  const wayOut = `${candidate} follows ${source} but has not caught up: look at its {replica} status.`;
  return [
    leaveBehind('prove-pair', candidate, `${candidate} proved`, wayOut, [
      read({
        id: 'back-position',
        server: source,
        title: `Read where ${source} is now`,
        why: 'The new {source} must get this far in its log.',
        read: 'position',
        into: 'back',
        withinMs: timings.small,
      }),
      wait({
        id: `caught-up:${candidate}`,
        server: candidate,
        title: `${candidate} has read ${source}'s log up to there`,
        why: 'Replication that says Yes/Yes is not proof; an advancing position is.',
        until: hasApplied.ref({ server: candidate, channel, by: 'file', position: value('back') }),
        withinMs: timings.proof,
      }),
    ]),
  ];
}
