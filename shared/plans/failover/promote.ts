import { channelOf } from '../../guards/channels.ts';
import { channelStopped } from '../../guards/proofs/channel.ts';
import { drained, hasNothingMore, stillGone } from '../../guards/proofs/received.ts';
import { notOpen } from '../../guards/proofs/read-only.ts';
import { applierRuns } from '../../guards/proofs/received.ts';
import type { ServerId } from '../../domain/server.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { hooksAt } from '../hooks.ts';
import { hookRoles } from '../switchover/input.ts';
import { change, leaveBehind, nothingToUndo, parallel, read, statements, undoBy, wait } from '../nodes.ts';
import type { ReplicaChannel } from '../../guards/proofs/received.ts';
import type { Follower } from '../switchover/shape.ts';
import type { PlanNode } from '../plan.ts';
import { keepClosed } from '../switchover/keep-closed.ts';
import { enableEvents, open, schedulerOn, takeover } from '../switchover/open-candidate.ts';
import { timings as usual } from '../switchover/timings.ts';
import { acknowledgersFirst, attachedFirst, moveOf, stillAcknowledged } from '../switchover/semi-sync.ts';
import { endWaiting } from '../switchover/waits-for-rest.ts';
import { attachFirst } from './follow.ts';
import { salvageInto, standsBeforeOpening } from './salvage.ts';
import { channelFrom, comparesByGtid, isParallel, type FailoverInput } from './input.ts';
import { timings } from './timings.ts';

/** The opening of the new source: the line runs through here. */
export function promote(input: FailoverInput): readonly PlanNode[] {
  return [
    ...(comparesAfter(input) ? [] : compare(input)),
    ...stopChannel(input),
    final(input),
    takenOver(input),
    ...enableEvents(input),
    ...schedulerOn(input),
    ...closedEvenLeftBehind(input),
    ...(input.fenceFirst ? [] : hooksAt(input.cluster, 'fence', hookRoles(input))),
    ...salvageInto(input),
    ...(comparesAfter(input) ? compare(input) : []),
    ...acknowledgersFirst(input, moveOf(input), (follower) => attachFirst(input, follower)),
    ...open(
      input,
      beforeOpening(input),
      standsBeforeOpening(input),
      'Asked once more right before: the old {source} still does not answer, and nobody has what is not here.',
    ),
  ];
}

/**
 * The other replicas, those too that were left behind since: one that was restarted meanwhile may be open by its own
 * configuration, also when it is why that was left behind. One that can't be closed and is not left behind stops it
 * right before the opening.
 */
function closedEvenLeftBehind(input: FailoverInput): readonly PlanNode[] {
  const { candidate, followers } = input.shape;
  if (followers.length === 0) return [];
  return [
    parallel(
      'others-closed',
      'No other server takes writes',
      followers.map(({ server }) =>
        leaveBehind(
          `closed:${server}`,
          null,
          `${server} is closed`,
          `Make sure that ${server} is read-only: ${candidate} takes the writes.`,
          [keepClosed(input, server, 'keep-closed')],
        ),
      ),
    ),
  ];
}

/** By GTID the old source's files may also bring what another replica has more. */
function comparesAfter(input: FailoverInput): boolean {
  return input.salvage?.kind === 'folder' && comparesByGtid(input);
}

/** Everyone else has nothing that the most advanced lacks. What they received and not applied may end within a transaction. */
function compare(input: FailoverInput): readonly PlanNode[] {
  const { server: most } = mostAdvanced(input);
  const others = behindIt(input);
  if (others.length === 0) return [];
  return [
    parallel(
      'compared',
      `Nobody has what ${most} lacks`,
      nothingMore(input).map((until, index) =>
        wait({
          id: `compare:${others[index]?.server ?? ''}`,
          server: most,
          title: `${others[index]?.server ?? ''} has nothing that ${most} lacks`,
          why: 'Nothing may be lost that a {replica} which answers had received.',
          until,
          withinMs: timings.compare,
        }),
      ),
    ),
  ];
}

/** The candidate, or the replica from which it gets the rest first. */
function mostAdvanced({ salvage, shape }: FailoverInput): ReplicaChannel {
  const { candidate, channel } = shape;
  return salvage?.kind === 'replica' ? salvage : { server: candidate, channel };
}

function behindIt(input: FailoverInput): readonly Follower[] {
  const { server: most } = mostAdvanced(input);
  return input.shape.followers.filter(({ server }) => server !== most);
}

/** One that is attached to the candidate by now was compared before. */
function nothingMore(input: FailoverInput, except: readonly ServerId[] = []): readonly GuardRef[] {
  const byGtid = comparesByGtid(input);
  const { server, channel } = mostAdvanced(input);
  const others = behindIt(input).filter((follower) => !except.includes(follower.server));
  return others.map((follower) =>
    hasNothingMore.ref({
      than: { server, channel },
      other: { ...channelFrom(follower), parallel: isParallel(input, follower) },
      byGtid,
    }),
  );
}

function stopChannel(input: FailoverInput): readonly PlanNode[] {
  const { candidate, channel } = input.shape;
  const commands = input.commands(candidate);
  const ran = channelOf(input.facts, candidate, channel)?.sql === 'yes';
  const waits = isParallel(input, { server: candidate });
  const all = [drained.ref({ server: candidate, channel, parallel: waits })];
  const undo = ran
    ? undoBy(
        `${candidate} applies again`,
        statements('control', [commands.startApplier(channel)]),
        applierRuns.ref({ server: candidate, channel }),
        { withinMs: timings.undo },
      )
    : nothingToUndo('its applier did not run before');
  return [
    ...(waits ? endWaiting({ server: candidate, channel }, commands, { before: all, undo }) : []),
    change({
      id: 'stop-channel',
      server: candidate,
      title: `${candidate} stops following ${input.source}`,
      why: 'Stopped, not reset: its coordinates stay until everything is proved.',
      before: waits ? [] : all,
      run: statements('work', [commands.stopReplica(channel)]),
      proof: channelStopped.ref({ server: candidate, channel }),
      withinMs: usual.stopFollower,
      undo,
    }),
  ];
}

/** Once the salvage was begun it is not what the candidate shows any more. */
function takenOver(input: FailoverInput): PlanNode {
  const node = takeover(input);
  return input.salvage === null ? node : { ...node, once: true };
}

function final(input: FailoverInput): PlanNode {
  const { candidate, channel } = input.shape;
  return read({
    id: 'final-position',
    server: candidate,
    title: `Read how far ${candidate} came in the log of ${input.source}`,
    why: 'Whoever stands there too goes on where it takes over; and what the old {source} has above it was lost.',
    read: 'stop-point',
    channel,
    stable: true,
    ...(input.salvage === null ? {} : { once: true }),
    into: 'final',
    withinMs: usual.readPosition,
  });
}

/** Asked immediately before the candidate is opened. */
function beforeOpening(input: FailoverInput): readonly GuardRef[] {
  const { candidate, channel, followers } = input.shape;
  const attached = attachedFirst(input, moveOf(input)).map(({ server }) => server);
  return [
    stillGone.ref({ server: input.source }),
    channelStopped.ref({ server: candidate, channel }),
    ...followers.map(({ server }) => notOpen.ref({ server })),
    ...nothingMore(input, attached),
    ...gotTheRest(input, attached),
    ...stillAcknowledged(input, moveOf(input)),
  ];
}

/** By GTID it shows; by file and offset the salvage itself is the proof. */
function gotTheRest(input: FailoverInput, except: readonly ServerId[]): readonly GuardRef[] {
  const { salvage, shape } = input;
  if (salvage?.kind !== 'replica' || !comparesByGtid(input) || except.includes(salvage.server)) return [];
  const { server, channel } = salvage;
  const than = { server: shape.candidate, channel: shape.channel };
  return [
    hasNothingMore.ref({ than, other: { server, channel, parallel: isParallel(input, { server }) }, byGtid: true }),
  ];
}
