import type { PlanKind } from '../../../shared/plans/plan.ts';
import type { PlanKindExamples } from './plan-example.ts';
import { switchoverExamples } from './switchover-examples.ts';

/** Every kind of plan there is: a new one without examples does not compile. */
const byKind: Readonly<Record<PlanKind, PlanKindExamples>> = {
  switchover: switchoverExamples,
};

export const allKinds: readonly PlanKindExamples[] = Object.values(byKind);
