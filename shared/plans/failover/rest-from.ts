import type { FactsByServer } from '../../domain/facts.ts';
import { compareReceived } from '../../domain/received/received.ts';
import { candidateBinlog, candidateLogsUpdates } from '../../guards/binlog.ts';
import type { ReplicaChannel } from '../../guards/proofs/received.ts';
import { privilegesOn } from '../../guards/privileges.ts';
import type { ServerId } from '../../domain/server.ts';
import { receivedBy } from '../../guards/received-value.ts';
import type { SwitchoverShape } from '../switchover/shape.ts';

/** The replica that received most, where that is more than the candidate did; null where nobody received more. */
export function furthestAhead(shape: SwitchoverShape, facts: FactsByServer, byGtid: boolean): ReplicaChannel | null {
  const candidate = { server: shape.candidate, channel: shape.channel };
  const most = shape.followers.reduce<ReplicaChannel>(
    (best, { server, channel }) => (isAhead({ server, channel }, best, facts, byGtid) ? { server, channel } : best),
    candidate,
  );
  return most.server === candidate.server ? null : most;
}

/** Its log holds what it received, so that the candidate can get the rest of it from there. */
export function keepsWhatItReceived({ server }: ReplicaChannel, facts: FactsByServer, now: number): boolean {
  return [candidateBinlog, candidateLogsUpdates].every(
    (guard) => guard.check({ candidate: server }, facts, now).verdict === 'pass',
  );
}

/** Why our account may not apply logged transactions there; null: it may. */
export function lackedForSalvage(facts: FactsByServer, server: ServerId, now: number): string | null {
  const needed = { server, part: 'candidate', events: false } as const;
  const may = (salvage: boolean) => privilegesOn.check({ ...needed, salvage }, facts, now);
  const [usual, asked] = [may(false), may(true)];
  return asked.verdict === 'pass' || usual.verdict !== 'pass' ? null : asked.message.replace(/\.$/, '');
}

function isAhead(a: ReplicaChannel, b: ReplicaChannel, facts: FactsByServer, byGtid: boolean): boolean {
  const [one, other] = [receivedBy(facts, a.server, a.channel), receivedBy(facts, b.server, b.channel)];
  return one !== null && other !== null && compareReceived(one, other, byGtid) === 'more';
}
