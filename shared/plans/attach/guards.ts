import { factOf, readingOf, type FactsByServer } from '../../domain/facts.ts';
import type { ClusterConfiguration } from '../../domain/configuration.ts';
import type { Address } from '../../domain/address.ts';
import type { ServerId } from '../../domain/server.ts';
import * as accounts from '../../guards/accounts.ts';
import * as attach from '../../guards/attach.ts';
import { unwrittenSince, type OwnEnd } from '../../guards/attach-import.ts';
import { ownTransactions, startOfHistory } from '../../guards/attach-gtid.ts';
import * as binlog from '../../guards/binlog.ts';
import { candidateAddress } from '../../guards/candidate.ts';
import { supportedKind } from '../../guards/cluster-kind.ts';
import { gtidMode } from '../../guards/gtid.ts';
import * as identity from '../../guards/identity.ts';
import { privilegesOn } from '../../guards/privileges.ts';
import { factsFresh } from '../../guards/reachability.ts';
import type { GuardRef } from '../../guards/ref.ts';
import { followsNobody } from '../../guards/rejoin.ts';
import { noLoop, targetReachable } from '../../guards/repoint.ts';
import { serversAbove } from '../change-master/shape.ts';
import { freshWithinMs } from '../switchover/guards.ts';
import { channelsOf, followersOf } from './followers.ts';
import { passwordKept, userOf, type AttachEvidence } from './input.ts';
import type { StartDecision } from './start.ts';

export interface AttachQuestion {
  readonly cluster: ClusterConfiguration;
  readonly server: ServerId;
  readonly to: ServerId;
  readonly address: Address;
  readonly decision: StartDecision;
  readonly dropsOwnLog: boolean;
  readonly evidence: AttachEvidence;
  /** Where its log ended after the last import that this machine knows of; null: it knows of none. */
  readonly afterImport: { readonly importId: string; readonly then: OwnEnd } | null;
  readonly facts: FactsByServer;
}

/** Every question that is asked before a server becomes a replica, in the order in which people read them. */
export function attachGuards(question: AttachQuestion): readonly GuardRef[] {
  const { server, to, facts } = question;
  const presence = [
    targetReachable.ref({ server }),
    targetReachable.ref({ server: to }),
    noLoop.ref({ replica: server, to, above: serversAbove(facts, to) }),
  ];
  const answer = [server, to].every((id) => readingOf(facts.get(id), 'status')?.ok === true);
  if (!answer || server === to) return presence;
  return [
    ...presence,
    followsNobody.ref({ server, source: to }),
    identity.canFollow.ref({ follower: server, candidate: to, part: 'source' }),
    identity.distinctIds.ref({ servers: idsIn(question) }),
    ...startGuards(question),
    ...onSource(question),
    ...onServer(question),
    ...[server, to].flatMap((id) => [
      supportedKind.ref({ server: id }),
      factsFresh.ref({ server: id, limitMs: freshWithinMs }),
    ]),
  ];
}

/** The two, and those that follow the same source: it would throw out one of two with the same id. */
function idsIn({ server, to, facts }: AttachQuestion): readonly ServerId[] {
  const beside = followersOf(facts, to).map((following) => following.server);
  const readable = beside.filter((id) => factOf(facts.get(id), 'identity') !== undefined);
  return [...new Set([server, to, ...readable])];
}

function startGuards({ server, to, decision, evidence, dropsOwnLog }: AttachQuestion): readonly GuardRef[] {
  if (decision.kind === 'refused')
    return [attach.startKnown.ref({ server, verdict: 'block', message: decision.because, cure: decision.cure })];
  const { start, owner, because } = decision;
  const { place, firstGtid } = evidence;
  return [
    attach.startKnown.ref({ server, verdict: 'pass', message: `${server} begins ${because}.`, cure: null }),
    attach.coordinatesOfSource.ref({
      to,
      byGtid: start.kind === 'gtid',
      owner: owner.kind === 'to' ? to : owner.kind === 'other' ? owner.server : null,
      named: owner.kind === 'elsewhere' ? owner.named : null,
    }),
    ...(start.kind === 'gtid'
      ? [startOfHistory.ref({ server, to, gtid: start.gtid, dropsOwnLog, firstGtid })]
      : [gtidMode.ref({ server, candidate: to, positioning: 'file' })]),
    ...(place === null ? [] : [attach.startInLog.ref({ to, ...place })]),
    ownTransactions.ref({ server, to, gtid: start.kind === 'gtid' ? start.gtid : null, dropsOwnLog }),
    ...(dropsOwnLog ? [attach.ownLogDropped.ref({ server })] : []),
  ];
}

function onSource(question: AttachQuestion): readonly GuardRef[] {
  const { cluster, to, address, facts } = question;
  const sourceHosts = followersOf(facts, to).map(({ channel }) => channel.source.host);
  return [
    ...(sourceHosts.length === 0 ? [] : [candidateAddress.ref({ candidate: to, ...address, sourceHosts })]),
    binlog.candidateBinlog.ref({ candidate: to }),
    attach.sourceLeavesOut.ref({ to }),
    ...(channelsOf(facts, to).length > 0 ? [binlog.candidateLogsUpdates.ref({ candidate: to })] : []),
    attach.attachAccount.ref({
      to,
      user: userOf(question),
      configured: cluster.replication !== null,
      kept: passwordKept(question),
    }),
    accounts.noAnonymousAccounts.ref({ candidate: to }),
  ];
}

function onServer({ server, to, dropsOwnLog, afterImport }: AttachQuestion): readonly GuardRef[] {
  return [
    ...(afterImport === null ? [] : [unwrittenSince.ref({ server, ...afterImport })]),
    attach.logsWhatItGets.ref({ server, to }),
    attach.writersOfReplica.ref({ server }),
    attach.eventsOfReplica.ref({ server }),
    privilegesOn.ref({ server, part: 'attach', events: false, dropsLog: dropsOwnLog }),
  ];
}
