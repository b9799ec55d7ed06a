import type { ClusterConfiguration } from '../../domain/configuration.ts';
import { serverRules } from '../../domain/configuration.ts';
import type { DeathEvidence } from '../../domain/evidence.ts';
import { factOf, readingOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import * as accounts from '../../guards/accounts.ts';
import * as activity from '../../guards/activity.ts';
import * as applier from '../../guards/applier.ts';
import * as binlog from '../../guards/binlog.ts';
import * as candidateGuards from '../../guards/candidate.ts';
import { channelOf } from '../../guards/channels.ts';
import * as clusterKind from '../../guards/cluster-kind.ts';
import * as failover from '../../guards/failover.ts';
import * as gtid from '../../guards/gtid.ts';
import * as identity from '../../guards/identity.ts';
import * as preference from '../../guards/preference.ts';
import { privilegesOn } from '../../guards/privileges.ts';
import type { ReplicaChannel } from '../../guards/proofs/received.ts';
import { wroteNothingAlone } from '../../guards/promoted.ts';
import * as reachability from '../../guards/reachability.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { accountThere } from '../../guards/repoint.ts';
import { noOnlyCopy, rolesMove } from '../../guards/semi-sync.ts';
import { semiSyncMove } from '../../guards/semi-sync-move.ts';
import * as writers from '../../guards/writers.ts';
import { freshWithinMs, addressOf, replicationUsers } from '../switchover/guards.ts';
import type { SwitchoverShape } from '../switchover/shape.ts';
import { channelFrom, comparesByGtid, isParallel, participants, type Salvage } from './input.ts';
import type { KnownLoss } from './loss.ts';

export interface FailoverQuestion {
  readonly shape: SwitchoverShape;
  readonly cluster: ClusterConfiguration;
  readonly facts: FactsByServer;
  readonly evidence: DeathEvidence;
  readonly loss: KnownLoss;
  readonly salvage: Salvage | null;
  /** The operator has the source fenced first. */
  readonly fence: boolean;
  /** Answering servers that are left behind with a channel from the source. */
  readonly left: readonly ReplicaChannel[];
  /** For how long a duty is to keep the old source closed; 0: none. */
  readonly dutyHours: number; // h
}

/** Every question a failover asks before anything is changed, in the order in which people read them. */
export function failoverGuards(question: FailoverQuestion): readonly GuardRef[] {
  const { shape, cluster, facts, evidence } = question;
  const { candidate, source } = shape;
  const promotion = serverRules(cluster, candidate, facts.get(candidate)?.aliases).promotion;
  const hooks = cluster.hooks.filter(({ at }) => at === 'fence').map(({ name }) => name);
  const first = [
    ...(source === null
      ? []
      : [
          failover.sourceGone.ref({ source, conclusion: evidence.conclusion, fence: { asked: question.fence, hooks } }),
        ]),
    reachability.serverReachable.ref({ server: candidate, part: 'candidate' }),
    preference.promotionAllowed.ref({ candidate, promotion }),
  ];
  const answers = readingOf(facts.get(candidate), 'status')?.ok === true;
  if (!answers) return first;
  const direct = candidateGuards.candidateDirect.ref({
    candidate,
    relation: shape.relation,
    via: shape.via,
    partner: shape.pair?.partner ?? null,
  });
  if (source === null || shape.relation !== 'direct') return [...first, direct];
  return [
    ...first,
    direct,
    ...onData(question, source),
    ...onCandidate(question, source),
    ...shape.followers.flatMap(({ server }) => [
      writers.oneWriter.ref({ server, source: candidate, closable: true }),
      identity.canFollow.ref({ follower: server, candidate, part: 'replica' }),
      gtid.needsNothingPurged.ref({ candidate, follower: server }),
      privilegesOn.ref({ server, part: 'replica', events: false }),
    ]),
    ...shape.beside.map((server) => writers.noOtherSource.ref({ server, source })),
    ...onSemiSync(question),
    ...onAll(question),
    failover.sourceFenced.ref({ source, dutyHours: question.dutyHours }),
  ];
}

/** What there is, and what may be lost. */
function onData(question: FailoverQuestion, source: ServerId): readonly GuardRef[] {
  const { shape, evidence, loss, left, salvage } = question;
  const candidate = { server: shape.candidate, channel: shape.channel };
  const others = shape.followers.map(channelFrom);
  const byGtid = comparesByGtid(question);
  return [
    failover.majorityAnswers.ref({
      source,
      answering: participants(question).map(({ server }) => server),
      silent: evidence.unreachable,
    }),
    failover.setsNest.ref({ candidate, others, byGtid }),
    failover.mostAdvanced.ref({ candidate, others, byGtid, rest: restOf(question) }),
    ...[shape.candidate, ...(salvage?.kind === 'replica' ? [salvage.server] : [])].map((server) =>
      wroteNothingAlone.ref({
        candidate: server,
        others: participants(question).flatMap((other) => (other.server === server ? [] : [other.server])),
      }),
    ),
    failover.possibleLoss.ref({ source, known: loss.text, none: loss.none }),
    ...left.map((entry) => failover.leavesNothing.ref({ candidate, left: entry, byGtid })),
  ];
}

function restOf({ salvage }: FailoverQuestion): failover.RestFrom | null {
  switch (salvage?.kind) {
    case 'folder':
      return { kind: 'files' };
    case 'replica':
      return { kind: 'replica', server: salvage.server };
    case undefined:
      return null;
  }
}

function onCandidate(question: FailoverQuestion, source: ServerId): readonly GuardRef[] {
  const { shape, cluster, facts } = question;
  const { candidate, channel } = shape;
  const rules = (server: ServerId) => serverRules(cluster, server, facts.get(server)?.aliases);
  return [
    candidateGuards.singleChannel.ref({ server: candidate, part: 'candidate' }),
    failover.canApplyRest.ref({ candidate, channel, parallel: isParallel(question, { server: candidate }) }),
    ...addressOf(shape, facts),
    candidateGuards.candidateNotDelayed.ref({ candidate, channel }),
    binlog.candidateBinlog.ref({ candidate }),
    binlog.candidateLogsUpdates.ref({ candidate }),
    binlog.channelUnfiltered.ref({ candidate, channel }),
    ...replicationUsers(shape, cluster, facts).map((user) => accountThere.ref({ server: candidate, user })),
    accounts.noAnonymousAccounts.ref({ candidate }),
    privilegesOn.ref({
      server: candidate,
      part: 'candidate',
      events: hasSleepingEvents(facts, candidate),
      salvage: question.salvage !== null,
      ...(usesSemiSync(question) ? { semiSync: true } : {}),
    }),
    activity.noDdlOrBackup.ref({ server: candidate }),
    preference.sameSite.ref({
      source,
      candidate,
      sourceSite: rules(source).site,
      candidateSite: rules(candidate).site,
    }),
  ];
}

function semiSyncParts({ shape }: FailoverQuestion) {
  return { candidate: shape.candidate, followers: shape.followers.map(({ server }) => server) };
}

function usesSemiSync(question: FailoverQuestion): boolean {
  return semiSyncMove({ ...semiSyncParts(question), source: null }, question.facts) !== null;
}

/** Where nobody waited for acknowledgements only that is asked. */
function onSemiSync(question: FailoverQuestion): readonly GuardRef[] {
  const parts = semiSyncParts(question);
  const roles = rolesMove.ref(parts);
  const silent = question.evidence.unreachable;
  return usesSemiSync(question) ? [roles, noOnlyCopy.ref({ ...parts, silent })] : [roles];
}

function hasSleepingEvents(facts: FactsByServer, candidate: ServerId): boolean {
  return (factOf(facts.get(candidate), 'events')?.events ?? []).some(
    ({ status }) => status === 'replica-side-disabled',
  );
}

function onAll(question: FailoverQuestion): readonly GuardRef[] {
  const { shape, facts } = question;
  const { candidate } = shape;
  const all = participants(question);
  const servers = all.map(({ server }) => server);
  const positioning = all.find((replica) => replica.positioning !== 'file')?.positioning ?? 'file';
  const byFile = all.filter((replica) => replica.positioning === 'file');
  return [
    identity.distinctIds.ref({ servers: [...servers, ...shape.kept.map(({ server }) => server)] }),
    activity.clocksAgree.ref({ servers }),
    ...byFile.map(({ server }) => applier.keepsOrder.ref({ server })),
    ...all.flatMap(({ server, channel }) => [
      clusterKind.supportedKind.ref({ server }),
      ...(channelOf(facts, server, channel) === undefined
        ? []
        : [gtid.gtidMode.ref({ server, candidate, positioning })]),
      reachability.factsFresh.ref({ server, limitMs: freshWithinMs }),
    ]),
  ];
}
