import type { ClusterConfiguration } from '../../domain/configuration.ts';
import type { FactsByServer } from '../../domain/facts.ts';
import type { Finding } from '../../domain/finding.ts';
import type { ServerView } from '../../domain/topology.ts';

/** A finding before it is known since when it holds. */
export type FindingDraft = Omit<Finding, 'since'>;

/** What findings are computed from: one look at a cluster. */
export interface SeenCluster {
  /** Every server, channels' sources resolved to server ids. An unreachable one may carry what was last seen of it. */
  readonly servers: readonly ServerView[];
  readonly facts: FactsByServer;
  readonly cluster: ClusterConfiguration;
  readonly now: number; // epoch ms
}
