import { compareReceived, lackedBy } from '../domain/received/received.ts';
import type { Conclusion } from '../domain/evidence.ts';
import { formatPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import { channelOf } from './channels.ts';
import { defineGuard } from './define.ts';
import { block, loss, needsOf, pass, warn } from './guard.ts';
import type { Verdict } from './verdict.ts';
import { drained, type ReplicaChannel } from './proofs/received.ts';
import { receivedBy } from './received-value.ts';

/** The hooks that would fence a source which still answers, and whether the operator asks for that. */
export interface FenceFirst {
  readonly asked: boolean;
  readonly hooks: readonly string[];
}

/**
 * Is the source really gone? Answered from the evidence, so the arguments carry it. One that answers us and can't be
 * closed is fenced first, if the operator says so. Rulebook sections 3 and 5.
 */
export const sourceGone = defineGuard<{ source: ServerId; conclusion: Conclusion; fence: FenceFirst }>({
  code: 'source-not-gone',
  about: ({ source }) => source,
  needs: () => [],
  unknown: 'block',
  check: ({ source, conclusion, fence }) => {
    const { because } = conclusion;
    if (fence.asked && (conclusion.kind === 'answers' || conclusion.kind === 'refuses')) return byForce(because, fence);
    const orFence = fence.hooks.length === 0 ? '' : ' Or have it fenced first by your hooks (--fence).';
    switch (conclusion.kind) {
      case 'dead':
        return pass(because);
      case 'hangs':
        return warn(
          because,
          `It may go on at any moment: power it off or take it off the network, so that it can’t take writes beside the new {source}.`,
        );
      case 'answers':
        return block(
          because,
          `It can be closed: switch over instead (signalbox switchover), which loses nothing. If it can’t be closed, power it off or take it off the network first.${orFence}`,
        );
      case 'refuses':
        return block(
          because,
          `It may take writes of others. Make room on ${source} (an administrative port, KILL, max_connections) or mend the account, then switch over; or power it off first.${orFence}`,
        );
      case 'heard-by-replicas':
        return block(
          because,
          'Only our own way to it is broken: look at the network, VPN or bastion between this machine and it.',
        );
      case 'too-early':
        return loss(
          because,
          `Wait for ${String(Math.ceil(conclusion.secondsLeft))} s more and check again; or take it on yourself that it is dead.`,
        );
      case 'no-witness':
        return loss(because, 'Find out by other means (console, hypervisor, network) and say how you know.');
    }
  },
});

function byForce(because: string, { hooks }: FenceFirst): Verdict {
  return hooks.length === 0
    ? block(because, 'The configuration has no hook at “fence” that could take it off: add one, or power it off first.')
    : loss(
        `${because} It is fenced first, by ${hooks.map((name) => `“${name}”`).join(', ')}.`,
        'If it can be closed, switch over instead: that loses nothing.',
      );
}

/** How many of those that could say something were asked at all. */
export const majorityAnswers = defineGuard<{
  source: ServerId;
  answering: readonly ServerId[];
  silent: readonly ServerId[];
}>({
  code: 'minority-reachable',
  about: () => null,
  needs: () => [],
  unknown: 'block',
  check: ({ answering, silent }) => {
    const of = answering.length + silent.length;
    if (silent.length === 0) return pass(`All ${String(of)} known {replicas} answer.`);
    const who = `Of ${String(of)} known {replicas} ${silent.join(', ')} ${silent.length === 1 ? 'does' : 'do'} not answer`;
    const cure =
      'Bring them back first, or find out what they hold: they are left behind and have to be placed or re-seeded.';
    return answering.length * 2 < of
      ? loss(`${who}: fewer than half are left, and what the others received can’t be known.`, cure)
      : warn(`${who}: each may hold transactions that nobody else has.`, cure);
  },
});

/** Its applier works, or has nothing left to do: a candidate must get all that it received into its data. */
export const canApplyRest = defineGuard<{ candidate: ServerId; channel: string; parallel: boolean }>({
  code: 'candidate-cannot-apply',
  about: ({ candidate }) => candidate,
  needs: ({ candidate }) => needsOf(candidate, 'appliers', 'status'),
  unknown: 'block',
  check: ({ candidate, channel, parallel }, facts, now) => {
    const found = channelOf(facts, candidate, channel);
    if (found === undefined) return block(`${candidate} has no such channel any more.`, 'Check again.');
    const done = drained.check({ server: candidate, channel, parallel }, facts, now).verdict === 'pass';
    if (done) return pass(`${candidate} has applied everything that it received.`);
    const left = `${candidate} has executed ${formatPosition(found.executed)} and received ${formatPosition(found.received)}`;
    if (found.sql === 'yes' && found.sqlError === null) return pass(`${left}: it goes on, and is waited for.`);
    const why =
      found.sqlError === null
        ? 'its SQL thread is stopped'
        : `error ${String(found.sqlError.number)}: ${found.sqlError.message}`;
    return block(
      `${left}, and does not apply it: ${why}.`,
      'Choose another candidate, or repair it first. Do not RESET or re-point it: its relay logs may be the only copy.',
    );
  },
});

/** Where a candidate gets what it lacks before it is opened. */
export type RestFrom = { readonly kind: 'files' } | { readonly kind: 'replica'; readonly server: ServerId };

/** Nobody that answers has received more than the candidate, or it gets the rest first (`rest`: from where). */
export const mostAdvanced = defineGuard<{
  candidate: ReplicaChannel;
  others: readonly ReplicaChannel[];
  byGtid: boolean;
  rest: RestFrom | null;
}>({
  code: 'candidate-not-most-advanced',
  about: ({ candidate }) => candidate.server,
  needs: ({ candidate, others }) => [candidate, ...others].flatMap(({ server }) => needsOf(server, 'status')),
  unknown: 'block',
  check: ({ candidate, others, byGtid, rest }, facts) => {
    const mine = receivedBy(facts, candidate.server, candidate.channel);
    const ahead = others.flatMap(({ server, channel }) => {
      const theirs = receivedBy(facts, server, channel);
      const compared = mine === null || theirs === null ? 'unknown' : compareReceived(mine, theirs, byGtid);
      return compared === 'less' && mine !== null && theirs !== null
        ? [`${server} has ${lackedBy(mine, theirs, byGtid)} more`]
        : [];
    });
    if (ahead.length === 0) return pass(`Nobody has received more than ${candidate.server}.`);
    return rest !== null
      ? pass(
          `${candidate.server} is not the most advanced (${ahead.join('; ')}): it gets the rest first, ${rest.kind === 'files' ? 'from the old {source}’s binary log files' : `from the log of ${rest.server}`}.`,
        )
      : block(
          `${candidate.server} is not the most advanced: ${ahead.join('; ')}.`,
          'Choose the most advanced one; afterwards switch over to where you want it.',
        );
  },
});

/** Of the sets of transactions that the replicas received each contains the next: nobody holds a branch of its own. */
export const setsNest = defineGuard<{ candidate: ReplicaChannel; others: readonly ReplicaChannel[]; byGtid: boolean }>({
  code: 'gtid-sets-apart',
  about: () => null,
  needs: ({ candidate, others }) => [candidate, ...others].flatMap(({ server }) => needsOf(server, 'status')),
  unknown: 'block',
  check: ({ candidate, others, byGtid }, facts) => {
    const mine = receivedBy(facts, candidate.server, candidate.channel);
    const apart = others.flatMap(({ server, channel }) => {
      const theirs = receivedBy(facts, server, channel);
      const compared = mine === null || theirs === null ? 'unknown' : compareReceived(mine, theirs, byGtid);
      if (compared === 'unknown') return [`${server} can’t be compared`];
      return compared === 'apart' && mine !== null && theirs !== null
        ? [`${server} has ${lackedBy(mine, theirs, byGtid)}, ${candidate.server} has ${lackedBy(theirs, mine, byGtid)}`]
        : [];
    });
    return apart.length === 0
      ? pass('What the {replicas} received differs only in how far they came.')
      : block(
          `The {replicas} have gone apart: ${apart.join('; ')}.`,
          'Decide which branch is kept: leave the others behind by name (--leave-behind SERVER); what only they have is then lost and has to be looked at.',
        );
  },
});

/** A server that is left behind holds what the new source will not have. */
export const leavesNothing = defineGuard<{ candidate: ReplicaChannel; left: ReplicaChannel; byGtid: boolean }>({
  code: 'left-behind-has-more',
  about: ({ left }) => left.server,
  needs: ({ candidate, left }) => [...needsOf(candidate.server, 'status'), ...needsOf(left.server, 'status')],
  unknown: 'warn',
  check: ({ candidate, left, byGtid }, facts) => {
    const mine = receivedBy(facts, candidate.server, candidate.channel);
    const theirs = receivedBy(facts, left.server, left.channel);
    if (mine === null || theirs === null) return warn(`What ${left.server} holds can’t be compared.`, leftCure);
    const compared = compareReceived(mine, theirs, byGtid);
    return compared === 'same' || compared === 'more'
      ? pass(`${left.server} is left behind and holds nothing that ${candidate.server} lacks.`)
      : loss(
          `${left.server} is left behind and has received what ${candidate.server} lacks: ${lackedBy(mine, theirs, byGtid) || 'it can’t be told what'}.`,
          leftCure,
        );
  },
});

const leftCure =
  'Its relay logs may be the only copy: do not RESET or re-point it before they have been looked at. Or repair it first and choose it.';

/** What may be lost with the old source: the bound that is known, said before anything is done. */
export const possibleLoss = defineGuard<{ source: ServerId; known: string; none: boolean }>({
  code: 'possible-loss',
  about: ({ source }) => source,
  needs: () => [],
  unknown: 'block',
  check: ({ known, none }) =>
    none
      ? pass(known)
      : loss(
          known,
          'Bring the old {source} back, if that is quick. Where its binary log files can still be had, give them (--binlogs FOLDER): then it is known exactly.',
        ),
});

/** It may come back writable: who keeps it closed then? */
export const sourceFenced = defineGuard<{ source: ServerId; dutyHours: number }>({
  code: 'source-not-fenced',
  about: ({ source }) => source,
  needs: () => [],
  unknown: 'block',
  check: ({ source, dutyHours }) =>
    warn(
      `${source} can’t be closed now and may come back writable.`,
      dutyHours > 0
        ? `A duty closes it within two polls when it answers again, for ${String(dutyHours)} h, as long as a Signalbox watches (a window, or signalbox watch). Better: power it off, or read_only=ON in its configuration file.`
        : 'Nobody looks after that: power it off, or see to it that it starts with read_only=ON.',
    ),
});
