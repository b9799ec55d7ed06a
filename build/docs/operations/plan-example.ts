import type { GuardRef } from '../../../shared/guards/ref.ts';
import type { Plan } from '../../../shared/plans/plan.ts';

/** One plan as the program builds it, from made-up facts, for the reader of docs/operations.md. */
export interface PlanExample {
  /** `MariaDB by file and offset`. */
  readonly variant: string;
  /** Asked before anything is changed. */
  readonly guards: readonly GuardRef[];
  readonly plan: Plan;
}

/** A kind of plan with what its reader must know first. */
export interface PlanKindExamples {
  readonly title: string;
  readonly about: string;
  readonly examples: readonly PlanExample[];
}
