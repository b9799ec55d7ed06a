import { factOf, type FactsByServer } from '../domain/facts.ts';
import { comparePositions, formatPosition } from '../domain/position.ts';
import type { ServerId } from '../domain/server.ts';
import { channelOf, whyStopped } from './channels.ts';
import { defineGuard } from './define.ts';
import { block, needsOf, pass, warn } from './guard.ts';
import { positionOf } from './position-value.ts';
import { holdsTransactions } from './proofs/position.ts';

/** Is the candidate a direct replica of the source? Answered from the topology, so the arguments carry it. */
export const candidateDirect = defineGuard<{
  candidate: ServerId;
  relation: 'direct' | 'is-source' | 'no-channel' | 'source-unknown' | 'under-replica' | 'beside-pair';
  via: string;
  /** The server with which the source forms a pair. */
  partner: ServerId | null;
}>({
  code: 'candidate-not-direct-replica',
  about: ({ candidate }) => candidate,
  needs: () => [],
  unknown: 'block',
  check: ({ candidate, relation, via, partner }) => {
    switch (relation) {
      case 'direct':
        return pass(`${candidate} replicates directly from ${via}.`);
      case 'is-source':
        return block(`${candidate} is the {source} already.`, 'Choose one of its {replicas}.');
      case 'no-channel':
        return block(`${candidate} replicates from nobody.`, 'Choose a {replica} of the {source}.');
      case 'source-unknown':
        return block(
          `${candidate} replicates from ${via}, which is not among the servers that were found.`,
          'Add that address to the seeds, or check that it answers.',
        );
      case 'under-replica':
        return block(
          `${candidate} replicates from ${via}, which is itself a {replica}.`,
          'Choose a direct {replica} of the {source}.',
        );
      case 'beside-pair':
        return block(
          `${candidate} replicates from ${via}, which forms a pair with ${String(partner)}: taking over, it would leave the pair behind with a loop to the old {source}.`,
          `Switch over to ${String(partner)}, or take the pair apart first: once nothing of ${String(partner)} is missing on ${via}, remove the channel of ${via} (RESET … ALL).`,
        );
    }
  },
});

/** Do the candidate's threads run, without an error? */
export const channelReplicating = defineGuard<{ server: ServerId; channel: string; part: 'candidate' | 'replica' }>({
  code: 'replication-not-running',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server, channel, part }, facts) => {
    const found = channelOf(facts, server, channel);
    const why = found === undefined ? 'it has no such channel any more' : whyStopped(found);
    if (why === null) return pass(`${server}: both threads run, without an error.`);
    const cure =
      part === 'candidate'
        ? 'Repair its replication first, or choose another candidate.'
        : `Repair its replication first, or leave it behind (--leave-behind ${server}).`;
    return block(`${server} does not replicate: ${why}.`, cure);
  },
});

export const candidateNotDelayed = defineGuard<{ candidate: ServerId; channel: string }>({
  code: 'candidate-delayed',
  about: ({ candidate }) => candidate,
  needs: ({ candidate }) => needsOf(candidate, 'status'),
  unknown: 'block',
  check: ({ candidate, channel }, facts) => {
    const delay = channelOf(facts, candidate, channel)?.delayS ?? 0;
    return delay === 0
      ? pass(`${candidate} is not delayed on purpose.`)
      : block(
          `${candidate} is kept ${String(delay)} s behind on purpose.`,
          'Choose another candidate: a delayed {replica} is a safety copy.',
        );
  },
});

/** Lag over the limit blocks; over 2 s warns. Both by the server's own word and by what is not yet received. */
export const candidateLag = defineGuard<{ candidate: ServerId; channel: string; source: ServerId; limitS: number }>({
  code: 'candidate-behind',
  about: ({ candidate }) => candidate,
  needs: ({ candidate, source }) => [...needsOf(candidate, 'status'), ...needsOf(source, 'status')],
  unknown: 'block',
  check: ({ candidate, channel, source, limitS }, facts, now) => {
    const found = channelOf(facts, candidate, channel);
    const seconds = found?.secondsBehind ?? null;
    if (found === undefined || seconds === null) {
      return block(
        `${candidate}'s lag is not known: a thread is not running.`,
        'Start its replication and wait until it has caught up.',
      );
    }
    const ahead = factOf(facts.get(source), 'status')?.position ?? null;
    const caughtUp =
      (ahead !== null && comparePositions(found.executed, ahead) >= 0) ||
      holdsEverythingOf(source, candidate, facts, now);
    const where =
      ahead === null ? '' : ` (executed ${formatPosition(found.executed)}, ${source} is at ${formatPosition(ahead)})`;
    if (caughtUp || seconds <= 2)
      return pass(`${candidate} is ${caughtUp ? 'caught up' : `${String(seconds)} s behind`}${where}.`);
    if (seconds <= limitS)
      return warn(
        `${candidate} is ${String(seconds)} s behind${where}.`,
        'It catches up before writes are stopped; wait if that should be quick.',
      );
    return block(
      `${candidate} is ${String(seconds)} s behind, over the limit of ${String(limitS)} s${where}.`,
      'Wait until it has caught up, choose another candidate, or raise lag_limit.',
    );
  },
});

/** By GTID: with several workers MySQL's executed position and its seconds trail the transactions for a moment. */
function holdsEverythingOf(source: ServerId, candidate: ServerId, facts: FactsByServer, now: number): boolean {
  const position = positionOf(factOf(facts.get(source), 'status'));
  return holdsTransactions.check({ server: candidate, position }, facts, now).verdict === 'pass';
}

/**
 * Will the replicas reach the candidate where the plan points them? A loopback address is this machine's end of a
 * tunnel unless the replicas themselves use loopback.
 */
export const candidateAddress = defineGuard<{
  candidate: ServerId;
  host: string;
  port: number;
  /** Hosts under which replicas reach the source today. */
  sourceHosts: readonly string[];
}>({
  code: 'candidate-address',
  about: ({ candidate }) => candidate,
  needs: () => [],
  unknown: 'block',
  check: ({ candidate, host, port, sourceHosts }) =>
    isLoopback(host) && !sourceHosts.every(isLoopback)
      ? block(
          `The {replicas} would be pointed at ${host}:${String(port)}, which is their own machine: ${candidate} does not say under which address it is reached.`,
          'Set report_host (and report_port) in its configuration and restart it.',
        )
      : pass(`The {replicas} will reach ${candidate} as ${host}:${String(port)}.`),
});

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** A candidate that also replicates from elsewhere keeps that channel; this is not supported yet. */
export const singleChannel = defineGuard<{ server: ServerId; part: 'candidate' | 'replica' }>({
  code: 'multi-source-unsupported',
  about: ({ server }) => server,
  needs: ({ server }) => needsOf(server, 'status'),
  unknown: 'block',
  check: ({ server }, facts) => {
    const channels = factOf(facts.get(server), 'status')?.channels ?? [];
    return channels.length <= 1
      ? pass(`${server} has one inbound channel.`)
      : block(
          `${server} replicates on ${String(channels.length)} channels; multi-source servers are not supported yet.`,
          'Choose another candidate, or leave this server behind.',
        );
  },
});

/** The source must not itself replicate, but from its partner: its own changes would then not be all there is. */
export const sourceHasNoInbound = defineGuard<{ source: ServerId; except: string | null }>({
  code: 'source-has-inbound-channel',
  about: ({ source }) => source,
  needs: ({ source }) => needsOf(source, 'status'),
  unknown: 'block',
  check: ({ source, except }, facts) => {
    const all = factOf(facts.get(source), 'status')?.channels ?? [];
    const channels = all.filter(({ name }) => name !== except);
    return channels.length === 0
      ? pass(`${source} replicates from nobody${all.length > 0 ? ' but its partner' : ''}.`)
      : block(
          `${source} itself replicates from ${channels.map((c) => `${c.source.host}:${String(c.source.port)}`).join(', ')}: changes could arrive after it was closed.`,
          'If that channel is a leftover, remove it (RESET … ALL) after checking that nothing is needed from it.',
        );
  },
});

/**
 * The channel by which the old source of a pair goes on: it runs, and nothing is held back or left out in it. Its
 * changes are drained before the source's final position is read.
 */
export const pairChannel = defineGuard<{ source: ServerId; partner: ServerId; channel: string }>({
  code: 'pair-channel',
  about: ({ source }) => source,
  needs: ({ source }) => needsOf(source, 'status'),
  unknown: 'block',
  check: ({ source, partner, channel }, facts) => {
    const found = channelOf(facts, source, channel);
    if (found === undefined) return block(`${source} does not follow ${partner} any more.`, 'Check again.');
    const why = whyStopped(found);
    if (why !== null) {
      return block(
        `${source} does not replicate from its partner ${partner}: ${why}.`,
        'Repair it first: after the switch it follows by this very channel.',
      );
    }
    if (found.delayS > 0 || found.filters.length > 0) {
      const what = found.delayS > 0 ? `is ${String(found.delayS)} s behind on purpose` : found.filters.join(', ');
      return block(
        `The channel of ${source} from its partner ${partner} does not bring everything at once: ${what}.`,
        'Take the delay and the filters off it first: after the switch it follows by this very channel.',
      );
    }
    return pass(`${source} replicates from its partner ${partner}; after the switch it goes on by that channel.`);
  },
});
