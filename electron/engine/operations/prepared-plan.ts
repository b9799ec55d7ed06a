import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { FactsByServer } from '../../../shared/domain/facts.ts';
import type { Json } from '../../../shared/domain/json.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import type { Acceptance } from '../../../shared/plans/preview.ts';
import type { Plan } from '../../../shared/plans/plan.ts';

/** One look at a cluster, with the groups of facts that were asked for. */
export interface ClusterLook {
  readonly topology: ClusterTopology;
  readonly facts: FactsByServer;
}

/** A plan of any kind as it was rehearsed; nothing has been changed. */
export interface PreparedPlan<P extends AnyPreview = AnyPreview> {
  readonly cluster: ClusterConfiguration;
  readonly accept: readonly Acceptance[];
  readonly preview: P;
  /** null when a guard blocks. */
  readonly plan: Plan | null;
  /** What shaped the plan, by name: a plan is run only while these are the same. */
  readonly shaping: Readonly<Record<string, Json>>;
  /** The same request, asked again of the servers as they are then. */
  readonly again: (accept: readonly Acceptance[], signal: AbortSignal) => Promise<PreparedPlan<P>>;
}
