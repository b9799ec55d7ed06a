import type { ClusterConfiguration } from '../../domain/configuration.ts';
import { factOf, readingOf, type FactsByServer } from '../../domain/facts.ts';
import type { ServerId } from '../../domain/server.ts';
import * as accounts from '../../guards/accounts.ts';
import * as activity from '../../guards/activity.ts';
import * as binlog from '../../guards/binlog.ts';
import * as candidateGuards from '../../guards/candidate.ts';
import * as clusterKind from '../../guards/cluster-kind.ts';
import * as gtid from '../../guards/gtid.ts';
import * as identity from '../../guards/identity.ts';
import { privilegesOn } from '../../guards/privileges.ts';
import * as reachability from '../../guards/reachability.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { followsNobody, isTheSource, nothingExtra, type Extra } from '../../guards/rejoin.ts';
import { semiSyncLoaded } from '../../guards/semi-sync.ts';
import { semiSyncMove } from '../../guards/semi-sync-move.ts';
import { accountThere } from '../../guards/repoint.ts';
import { freshWithinMs } from '../switchover/guards.ts';
import { followBy } from '../switchover/input.ts';
import { addressForReplicas } from '../switchover/replica-address.ts';
import type { Follower } from '../switchover/shape.ts';

export interface RejoinQuestion {
  readonly server: ServerId;
  readonly source: ServerId;
  readonly positioning: Follower['positioning'];
  readonly cluster: ClusterConfiguration;
  readonly facts: FactsByServer;
  readonly extra: Extra;
  /** The account of its new channel; '' when it is not known. */
  readonly user: string;
  /** Hosts under which other replicas reach the source. */
  readonly sourceHosts: readonly string[];
}

/** Every question a rejoin asks before anything is changed. */
export function rejoinGuards(question: RejoinQuestion): readonly GuardRef[] {
  const { server, source, facts, positioning, extra, user } = question;
  const presence = [
    reachability.serverReachable.ref({ server, part: 'source' }),
    reachability.serverReachable.ref({ server: source, part: 'candidate' }),
  ];
  const answer = [server, source].every((id) => readingOf(facts.get(id), 'status')?.ok === true);
  if (!answer) return presence;
  const byGtid = followBy(positioning) === 'gtid';
  const used = semiSyncMove({ candidate: source, source: server, followers: [] }, facts) !== null;
  return [
    ...presence,
    followsNobody.ref({ server, source }),
    isTheSource.ref({ source }),
    nothingExtra.ref({ server, source, byGtid, extra }),
    identity.canFollow.ref({ follower: server, candidate: source, part: 'replica' }),
    identity.distinctIds.ref({ servers: [server, source] }),
    gtid.needsNothingPurged.ref({ candidate: source, follower: server }),
    binlog.candidateBinlog.ref({ candidate: source }),
    ...addressOf(question),
    ...(user === '' ? [] : [accountThere.ref({ server: source, user })]),
    accounts.noAnonymousAccounts.ref({ candidate: source }),
    accounts.writeThroughAccounts.ref({ source: server }),
    privilegesOn.ref({ server, part: 'source', events: hasEnabledEvents(facts, server) }),
    privilegesOn.ref({ server: source, part: 'replica', events: false, ...(used ? { semiSync: true } : {}) }),
    ...(used ? [semiSyncLoaded.ref({ server, side: 'replica' })] : []),
    activity.processListComplete.ref({ server }),
    activity.clocksAgree.ref({ servers: [server, source] }),
    ...[server, source].flatMap((id) => [
      clusterKind.supportedKind.ref({ server: id }),
      gtid.gtidMode.ref({ server: id, candidate: source, positioning }),
      reachability.factsFresh.ref({ server: id, limitMs: freshWithinMs }),
    ]),
  ];
}

function addressOf({ source, facts, sourceHosts }: RejoinQuestion): readonly GuardRef[] {
  const known = factOf(facts.get(source), 'identity');
  if (known === undefined || sourceHosts.length === 0) return [];
  const { host, port } = addressForReplicas(source, known);
  return [candidateGuards.candidateAddress.ref({ candidate: source, host, port, sourceHosts })];
}

function hasEnabledEvents(facts: FactsByServer, server: ServerId): boolean {
  return (factOf(facts.get(server), 'events')?.events ?? []).some(({ status }) => status === 'enabled');
}
