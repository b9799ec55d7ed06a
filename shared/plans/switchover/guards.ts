import type { ClusterConfiguration } from '../../domain/configuration.ts';
import { serverRules } from '../../domain/configuration.ts';
import { factOf, readingOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import * as accounts from '../../guards/accounts.ts';
import * as activity from '../../guards/activity.ts';
import * as applier from '../../guards/applier.ts';
import * as binlog from '../../guards/binlog.ts';
import * as candidateGuards from '../../guards/candidate.ts';
import { channelOf } from '../../guards/channels.ts';
import * as clusterKind from '../../guards/cluster-kind.ts';
import * as gtid from '../../guards/gtid.ts';
import * as identity from '../../guards/identity.ts';
import * as preference from '../../guards/preference.ts';
import { privilegesOn } from '../../guards/privileges.ts';
import * as reachability from '../../guards/reachability.ts';
import type { GuardRef } from '../../guards/ref.ts';
import * as semiSync from '../../guards/semi-sync.ts';
import { semiSyncMove } from '../../guards/semi-sync-move.ts';
import * as writers from '../../guards/writers.ts';
import { addressForReplicas } from './replica-address.ts';
import type { Follower, Kept, SwitchoverShape } from './shape.ts';
import { timings } from './timings.ts';

export const freshWithinMs = 5000; // ms, rulebook section 3

/**
 * Every question a switchover asks before anything is changed, in the order in which people read them. Where the source
 * or the candidate does not answer, or one is not above the other, nothing more is asked: it would only repeat that.
 */
export function switchoverGuards(
  shape: SwitchoverShape,
  cluster: ClusterConfiguration,
  facts: FactsByServer,
): readonly GuardRef[] {
  const { candidate, source } = shape;
  const reachable = reachability.serverReachable.ref({ server: candidate, part: 'candidate' });
  const promotion = serverRules(cluster, candidate, facts.get(candidate)?.aliases).promotion;
  const direct = candidateGuards.candidateDirect.ref({
    candidate,
    relation: shape.relation,
    via: shape.via,
    partner: shape.pair?.partner ?? null,
  });
  const first = [
    reachable,
    ...(answers(facts, candidate) ? [direct] : []),
    preference.promotionAllowed.ref({ candidate, promotion }),
  ];
  if (source === null || shape.relation === 'is-source' || shape.relation === 'no-channel') return first;
  const presence = [
    ...first,
    reachability.serverReachable.ref({ server: source, part: 'source' }),
    ...shape.silent.map((server) => reachability.serverReachable.ref({ server, part: 'replica' })),
  ];
  if (shape.relation !== 'direct' || !answers(facts, candidate) || !answers(facts, source)) return presence;
  return [
    ...presence,
    ...onSource(shape, source, facts),
    ...onCandidate(shape, source, cluster, facts),
    ...shape.followers.flatMap((follower) => onFollower(follower.server, follower.channel, shape, source)),
    ...shape.kept.flatMap((kept) => onKept(kept, source)),
    ...shape.beside.map((server) => writers.noOtherSource.ref({ server, source })),
    ...onSemiSync(shape, source, facts),
    ...onAll(shape, source),
  ];
}

function answers(facts: FactsByServer, server: ServerId): boolean {
  return readingOf(facts.get(server), 'status')?.ok === true;
}

function hasEvents(facts: FactsByServer, source: ServerId): boolean {
  return (factOf(facts.get(source), 'events')?.events ?? []).some((event) => event.status === 'enabled');
}

function onSource(shape: SwitchoverShape, source: ServerId, facts: FactsByServer): readonly GuardRef[] {
  return [
    writers.sourceWritable.ref({ source }),
    candidateGuards.sourceHasNoInbound.ref({ source, except: shape.pair?.channel ?? null }),
    ...(shape.pair === null
      ? []
      : [candidateGuards.pairChannel.ref({ source, partner: shape.pair.partner, channel: shape.pair.channel })]),
    binlog.sourceLogUnfiltered.ref({ source }),
    identity.canFollow.ref({ follower: source, candidate: shape.candidate, part: 'source' }),
    privilegesOn.ref({ server: source, part: 'source', events: hasEvents(facts, source) }),
    activity.processListComplete.ref({ server: source }),
    activity.noDdlOrBackup.ref({ server: source }),
    activity.noLongTransactions.ref({ server: source }),
    activity.noPreparedYet.ref({ server: source }),
    accounts.writeThroughAccounts.ref({ source }),
  ];
}

function onCandidate(
  shape: SwitchoverShape,
  source: ServerId,
  cluster: ClusterConfiguration,
  facts: FactsByServer,
): readonly GuardRef[] {
  const { candidate, channel } = shape;
  const rules = (server: ServerId) => serverRules(cluster, server, facts.get(server)?.aliases);
  return [
    candidateGuards.singleChannel.ref({ server: candidate, part: 'candidate' }),
    candidateGuards.channelReplicating.ref({ server: candidate, channel, part: 'candidate' }),
    ...addressOf(shape, facts),
    candidateGuards.candidateNotDelayed.ref({ candidate, channel }),
    candidateGuards.candidateLag.ref({ candidate, channel, source, limitS: cluster.lagLimitS }),
    binlog.candidateBinlog.ref({ candidate }),
    binlog.candidateLogsUpdates.ref({ candidate }),
    binlog.channelUnfiltered.ref({ candidate, channel }),
    binlog.sameFormat.ref({ source, candidate }),
    writers.oneWriter.ref({ server: candidate, source, closable: true, paired: shape.pair !== null }),
    writers.noErrantTransactions.ref({ replica: candidate, source, part: 'candidate' }),
    ...replicationUsers(shape, cluster, facts).map((user) =>
      accounts.replicationAccount.ref({ candidate, source, user }),
    ),
    accounts.noAnonymousAccounts.ref({ candidate }),
    ...(shape.pair === null
      ? [accounts.replicationCredentials.ref({ candidate, channel, configuredUser: cluster.replication?.user ?? '' })]
      : []),
    privilegesOn.ref({
      server: candidate,
      part: 'candidate',
      events: hasEvents(facts, source),
      ...(semiSyncMove(semiSyncParts(shape, source), facts) === null ? {} : { semiSync: true }),
    }),
    activity.noDdlOrBackup.ref({ server: candidate }),
    preference.sameSite.ref({
      source,
      candidate,
      sourceSite: rules(source).site,
      candidateSite: rules(candidate).site,
    }),
    preference.sameEvents.ref({ source, candidate }),
    preference.sameConfiguration.ref({ source, candidate }),
  ];
}

/** Will the others reach the candidate? */
export function addressOf(shape: SwitchoverShape, facts: FactsByServer): readonly GuardRef[] {
  const identity = factOf(facts.get(shape.candidate), 'identity');
  if (identity === undefined) return [];
  const { host, port } = addressForReplicas(shape.candidate, identity);
  const channels = [{ server: shape.candidate, channel: shape.channel }, ...shape.followers];
  const sourceHosts = channels.flatMap(({ server, channel }) => channelOf(facts, server, channel)?.source.host ?? []);
  return [candidateGuards.candidateAddress.ref({ candidate: shape.candidate, host, port, sourceHosts })];
}

/** The accounts under which replicas will log in to the candidate. */
export function replicationUsers(
  shape: SwitchoverShape,
  cluster: ClusterConfiguration,
  facts: FactsByServer,
): readonly string[] {
  const own =
    shape.pair === null || shape.source === null ? [] : [{ server: shape.source, channel: shape.pair.channel }];
  const ofChannels = [{ server: shape.candidate, channel: shape.channel }, ...own, ...shape.followers].map(
    ({ server, channel }) => channelOf(facts, server, channel)?.user ?? null,
  );
  const users = [...ofChannels, cluster.replication?.user ?? null].filter((user) => user !== null);
  return [...new Set(users)].filter((user) => user !== '');
}

function onFollower(server: ServerId, channel: string, shape: SwitchoverShape, source: ServerId): readonly GuardRef[] {
  const { candidate } = shape;
  return [
    candidateGuards.channelReplicating.ref({ server, channel, part: 'replica' }),
    writers.oneWriter.ref({ server, source, closable: true }),
    writers.noErrantTransactions.ref({ replica: server, source, part: 'replica' }),
    identity.canFollow.ref({ follower: server, candidate, part: 'replica' }),
    gtid.needsNothingPurged.ref({ candidate, follower: server }),
    privilegesOn.ref({ server, part: 'replica', events: false }),
  ];
}

function onKept({ server, underSource }: Kept, source: ServerId): readonly GuardRef[] {
  return [
    writers.oneWriter.ref({ server, source, closable: false }),
    writers.noErrantTransactions.ref({ replica: server, source, part: 'replica' }),
    ...(underSource ? [binlog.keptGetsChanges.ref({ source, kept: server })] : []),
  ];
}

function semiSyncParts({ candidate, followers }: SwitchoverShape, source: ServerId) {
  return { candidate, source, followers: followers.map(({ server }) => server) };
}

/** Where nobody waits for acknowledgements only that is asked. */
function onSemiSync(shape: SwitchoverShape, source: ServerId, facts: FactsByServer): readonly GuardRef[] {
  const parts = semiSyncParts(shape, source);
  const enough = semiSync.enoughAcknowledge.ref(parts);
  if (semiSyncMove(parts, facts) === null) return [enough];
  const { candidate } = shape;
  return [
    semiSync.semiSyncLoaded.ref({ server: candidate, side: 'source' }),
    semiSync.semiSyncLoaded.ref({ server: source, side: 'replica' }),
    enough,
    semiSync.waitsAlike.ref({ source, candidate }),
    semiSync.commitsGetThrough.ref({ source, lockWaitS: timings.lockWaitS }),
  ];
}

function onAll(shape: SwitchoverShape, source: ServerId): readonly GuardRef[] {
  const servers = [source, shape.candidate, ...shape.followers.map((follower) => follower.server)];
  const replicas: readonly Follower[] = [{ server: shape.candidate, ...shape }, ...shape.followers];
  const byFile = replicas.filter((replica) => replica.positioning === 'file');
  const positioning = replicas.find((replica) => replica.positioning !== 'file')?.positioning ?? 'file';
  return [
    identity.distinctIds.ref({ servers: [...servers, ...shape.kept.map(({ server }) => server)] }),
    activity.clocksAgree.ref({ servers }),
    ...byFile.map(({ server }) => applier.keepsOrder.ref({ server })),
    ...servers.flatMap((server) => [
      clusterKind.supportedKind.ref({ server }),
      gtid.gtidMode.ref({ server, candidate: shape.candidate, positioning }),
      reachability.factsFresh.ref({ server, limitMs: freshWithinMs }),
    ]),
  ];
}
