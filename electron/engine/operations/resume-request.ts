import type { ResumeWay } from '../../../shared/domain/journal.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';

/** An operation that was cut off, the way out of it, and who is told how it goes. */
export interface ResumeRequest {
  readonly operation: string;
  readonly way: ResumeWay;
  readonly signal: AbortSignal;
  readonly onEvent: (event: OperationEvent) => void;
}
