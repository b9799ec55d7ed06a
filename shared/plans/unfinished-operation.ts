import type { OperationSummary } from '../domain/journal.ts';
import type { ClusterTopology } from '../domain/topology.ts';
import type { GuardResult, StepView } from './outcome.ts';

/** An operation that has begun and not ended. */
export interface UnfinishedOperation extends OperationSummary {
  /** Its program still runs it. */
  readonly living: boolean;
}

/** A way out of an unfinished operation, as it is now. */
export interface WayOut {
  readonly way: 'continue' | 'undo' | 'hand-over';
  readonly allowed: boolean;
  /** Why it is open, or is not. */
  readonly because: string;
  /** What was asked of the servers for this. */
  readonly guards: readonly GuardResult[];
}

/** Where an operation stands: by its journal, and as the servers are now. */
export interface OperationState {
  readonly operation: OperationSummary;
  readonly living: boolean;
  readonly steps: readonly StepView[];
  readonly line: { readonly beforeStep: string; readonly text: string } | null;
  /** Forward only, unless the new source took no write. */
  readonly pastLine: boolean;
  /** null when the cluster can't be looked at. */
  readonly topology: ClusterTopology | null;
  /** Empty for a finished operation. */
  readonly ways: readonly WayOut[];
  /** Where the rescue sheet is; null when there is none. */
  readonly rescueSheet: string | null;
}
