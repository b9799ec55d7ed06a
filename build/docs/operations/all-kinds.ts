import type { PlanKind } from '../../../shared/plans/plan.ts';
import type { PlanKindExamples } from './plan-example.ts';
import { changeMasterKind } from './change-master-examples.ts';
import { switchoverExamples } from './switchover-examples.ts';

/** Every kind of plan there is: a new one without examples does not compile. null while it is being built. */
const byKind: Readonly<Record<PlanKind, PlanKindExamples | null>> = {
  switchover: switchoverExamples,
  'change-master': changeMasterKind,
  'put-back': null,
};

export const allKinds: readonly PlanKindExamples[] = Object.values(byKind).filter((kind) => kind !== null);
