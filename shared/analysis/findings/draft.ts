import type { ClusterConfiguration } from '../../domain/configuration.ts';
import type { FactsByServer } from '../../domain/facts.ts';
import type { Finding } from '../../domain/finding.ts';
import type { ServerId } from '../../domain/server.ts';
import type { ServerView } from '../../domain/topology.ts';
import type { ServerHistory } from '../history/resets.ts';

/** A finding before it is known since when it holds. */
export type FindingDraft = Omit<Finding, 'since'>;

/** What findings are computed from: one look at a cluster. */
export interface SeenCluster {
  /** Every server, channels' sources resolved to server ids. An unreachable one may carry what was last seen of it. */
  readonly servers: readonly ServerView[];
  readonly facts: FactsByServer;
  readonly cluster: ClusterConfiguration;
  readonly now: number; // epoch ms
  /** What the journal knows of them; a server that is not in it has no history. */
  readonly history?: ReadonlyMap<ServerId, ServerHistory>;
}
