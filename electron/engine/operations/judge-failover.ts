import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { DeathEvidence } from '../../../shared/domain/evidence.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { ask } from '../../../shared/guards/ask.ts';
import { channelOf, whyStopped } from '../../../shared/guards/channels.ts';
import { drained, type ReplicaChannel } from '../../../shared/guards/proofs/received.ts';
import { receivedBy } from '../../../shared/guards/received-value.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { failoverGuards } from '../../../shared/plans/failover/guards.ts';
import { comparesByGtid, isParallel, type Salvage } from '../../../shared/plans/failover/input.ts';
import {
  exactLoss,
  isSalvaged,
  lossBound,
  type KnownLoss,
  type LastSeen,
  type ReadLoss,
} from '../../../shared/plans/failover/loss.ts';
import { furthestAhead, keepsWhatItReceived, lackedForSalvage } from '../../../shared/plans/failover/rest-from.ts';
import type { LeftBehind } from '../../../shared/plans/outcome.ts';
import { wayBack } from '../../../shared/plans/switchover/left-behind.ts';
import { readShape, type Follower, type SwitchoverShape } from '../../../shared/plans/switchover/shape.ts';
import type { ClusterLook } from './prepared-plan.ts';

/** Everything that a failover of one cluster is judged by. */
export interface FailoverCase {
  readonly cluster: ClusterConfiguration;
  readonly look: ClusterLook;
  readonly source: ServerId;
  readonly evidence: DeathEvidence;
  readonly lastSeen: LastSeen | null;
  /** Servers that the operator leaves out. */
  readonly leaveBehind: readonly ServerId[];
  readonly dutyHours: number; // h
  readonly fence: boolean;
  /** What the old source's binary log files say is lost if this server takes over; null: they are not at hand. */
  readonly read: { readonly candidate: ServerId; readonly folder: string; readonly loss: ReadLoss } | null;
  readonly now: number; // epoch ms
}

export interface JudgedFailover {
  readonly shape: SwitchoverShape;
  readonly guards: readonly GuardResult[];
  readonly left: readonly LeftBehind[];
  readonly loss: KnownLoss;
  readonly salvage: Salvage | null;
}

/** Who takes part if `candidate` takes over, who is left behind, and what the guards say. */
export function judgeFailover(about: FailoverCase, candidate: ServerId): JudgedFailover {
  const { cluster, look, evidence, now } = about;
  const views = look.topology.servers;
  const all = readShape(views, candidate, [...about.leaveBehind]);
  const broken = all.followers.filter((follower) => brokenBecause(about, follower) !== null);
  const silent = all.silent.filter((server) => server !== about.source);
  const leave = [...new Set([...about.leaveBehind, ...broken.map(({ server }) => server), ...silent])];
  const shape = { ...readShape(views, candidate, leave), silent: [] };
  const byGtid = comparesByGtid({ shape });
  const read = about.read?.candidate === candidate ? readBy(about, about.read) : null;
  const ahead = furthestAhead(shape, look.facts, byGtid);
  const salvage = salvageOf({ ...about, read }, candidate, ahead, byGtid);
  const most = salvage?.kind === 'replica' ? salvage : { server: candidate, channel: shape.channel };
  const loss =
    read === null
      ? lossBound(about.lastSeen, receivedBy(look.facts, most.server, most.channel), byGtid, now)
      : exactLoss(read.loss);
  const question = {
    shape,
    cluster,
    facts: look.facts,
    evidence,
    loss,
    salvage,
    left: leave.flatMap((server) => channelOfLeft(about, server)),
    dutyHours: about.dutyHours,
    fence: about.fence,
  };
  return {
    shape,
    guards: failoverGuards(question).map((ref) => ask(ref, look.facts, now)),
    left: leave.map((server) => leftOf(about, all, server)),
    loss,
    salvage,
  };
}

/** What the files hold is lost where our account may not apply it. */
function readBy(
  { look, now }: FailoverCase,
  read: NonNullable<FailoverCase['read']>,
): NonNullable<FailoverCase['read']> {
  const lacked = lackedForSalvage(look.facts, read.candidate, now);
  if (lacked === null || !isSalvaged(read.loss)) return read;
  return { ...read, loss: { ...read.loss, notApplicable: lacked } };
}

/** By file and offset what a replica has more can't be told from what the files have more: then it is one or the other. */
function salvageOf(
  { read, look, now }: FailoverCase,
  candidate: ServerId,
  ahead: ReplicaChannel | null,
  byGtid: boolean,
): Salvage | null {
  if (read?.candidate === candidate)
    return isSalvaged(read.loss) && (ahead === null || byGtid) ? { kind: 'folder', folder: read.folder } : null;
  if (ahead === null || lackedForSalvage(look.facts, candidate, now) !== null) return null;
  return keepsWhatItReceived(ahead, look.facts, now) ? { kind: 'replica', ...ahead } : null;
}

/** Why a replica can't take part; null when it can. It must get all that it received into its data by itself. */
function brokenBecause({ look, now }: FailoverCase, { server, channel }: Follower): string | null {
  const found = channelOf(look.facts, server, channel);
  if (found === undefined) return 'it has no such channel';
  const parallel = isParallel({ facts: look.facts }, { server });
  const applied = drained.check({ server, channel, parallel }, look.facts, now).verdict === 'pass';
  if (applied || (found.sql === 'yes' && found.sqlError === null)) return null;
  return found.sqlError === null
    ? 'its SQL thread is stopped, and what it received is not applied'
    : `its SQL thread stopped with error ${String(found.sqlError.number)}: ${found.sqlError.message}`;
}

function channelOfLeft({ look, source }: FailoverCase, server: ServerId): readonly ReplicaChannel[] {
  const view = look.topology.servers.find(({ id, role }) => id === server && role !== 'unreachable');
  const channel = view?.channels.find((entry) => entry.source === source);
  return channel === undefined ? [] : [{ server, channel: channel.name }];
}

function leftOf(about: FailoverCase, shape: SwitchoverShape, server: ServerId): LeftBehind {
  const view = about.look.topology.servers.find(({ id }) => id === server);
  const follower = shape.followers.find((entry) => entry.server === server);
  const broken = follower === undefined ? null : brokenBecause(about, follower);
  const channel = follower === undefined ? undefined : channelOf(about.look.facts, server, follower.channel);
  const threads = channel === undefined ? null : whyStopped(channel);
  const answers = factOf(about.look.facts.get(server), 'status') !== undefined;
  const reason = !answers
    ? `It does not answer: ${view?.reason?.message ?? 'nothing is known of it'}`
    : `It was not touched, ${broken === null ? 'as asked' : `since ${broken}`}${threads === null ? '' : ` (${threads})`}.`;
  const repair = broken === null ? '' : 'Repair what stops it first; its relay logs may be the only copy. ';
  return { server, reason, wayOut: `${repair}${wayBack(server, shape.candidate, shape.positioning)}` };
}
