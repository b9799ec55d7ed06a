import type { Acceptance } from '../../../shared/plans/preview.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';

/** A previewed plan to be run, and who is told how it goes. */
export interface RunRequest {
  readonly planId: string;
  readonly accept: readonly Acceptance[];
  readonly confirm: string | null;
  readonly signal: AbortSignal;
  readonly onEvent: (event: OperationEvent) => void;
}
