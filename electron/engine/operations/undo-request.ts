import type { Acceptance } from '../../../shared/plans/preview.ts';

/** A finished operation that is to be taken back by a new plan. */
export interface UndoRequest {
  readonly operation: string;
  /** Warnings and losses of the new plan. */
  readonly accept: readonly Acceptance[];
}
