import type { DeathEvidence } from '../../domain/evidence.ts';
import { factOf } from '../../domain/facts.ts';
import type { ReplicaChannel } from '../../guards/proofs/received.ts';
import type { ServerId } from '../../domain/server.ts';
import type { LeftBehind } from '../outcome.ts';
import type { KnownLoss } from './loss.ts';
import { followBy, type SwitchoverInput } from '../switchover/input.ts';
import type { Follower } from '../switchover/shape.ts';

/** Where what the candidate lacks is read. */
export type Salvage =
  /** The dead source's binary log files. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** A replica that received more, by its channel from the source. */
  | { readonly kind: 'replica'; readonly server: ServerId; readonly channel: string };

/** Everything a failover plan is built from; `source` is the server that is gone. */
export interface FailoverInput extends SwitchoverInput {
  /** Servers that the plan does not touch: broken, unreachable, delayed, or by request. */
  readonly left: readonly LeftBehind[];
  readonly gone: true;
  /** The source was last seen to follow the candidate: the candidate's channel to it is stopped and kept. */
  readonly wasPair: boolean;
  readonly evidence: DeathEvidence;
  readonly loss: KnownLoss;
  /** The source answers and is fenced by the hooks before anything else. */
  readonly fenceFirst: boolean;
  /** What the candidate lacks is applied on it before it is opened; null: nothing is. */
  readonly salvage: Salvage | null;
  /** For how long the old source is kept closed when it comes back; 0: nobody does. */
  readonly dutyHours: number; // h
}

/** The candidate and everyone who is to follow it, each by its channel from the source. */
export function participants({ shape }: Pick<FailoverInput, 'shape'>): readonly Follower[] {
  const { candidate, channel, positioning, followers } = shape;
  return [{ server: candidate, channel, positioning }, ...followers];
}

export function channelFrom({ server, channel }: Follower): ReplicaChannel {
  return { server, channel };
}

/** All of them can be compared by their sets of transactions. */
export function comparesByGtid(input: Pick<FailoverInput, 'shape'>): boolean {
  return participants(input).every(({ positioning }) => followBy(positioning) === 'gtid');
}

/** Several workers apply at once: that the applier waits for more does not say that they are done. */
export function isParallel({ facts }: Pick<FailoverInput, 'facts'>, { server }: Pick<Follower, 'server'>): boolean {
  return (factOf(facts.get(server), 'settings')?.applier.workers ?? 0) > 0;
}
