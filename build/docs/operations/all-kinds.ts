import type { PlanKind } from '../../../shared/plans/plan.ts';
import type { PlanKindExamples } from './plan-example.ts';
import { attachKind } from './attach-examples.ts';
import { changeMasterKind } from './change-master-examples.ts';
import { failoverExamples } from './failover-examples.ts';
import { putBackKind } from './put-back-examples.ts';
import { rejoinExamples } from './rejoin-examples.ts';
import { switchoverExamples } from './switchover-examples.ts';

/** Every kind of plan there is: a new one without examples does not compile. */
const byKind: Readonly<Record<PlanKind, PlanKindExamples>> = {
  switchover: switchoverExamples,
  failover: failoverExamples,
  rejoin: rejoinExamples,
  'change-master': changeMasterKind,
  'put-back': putBackKind,
  attach: attachKind,
};

export const allKinds: readonly PlanKindExamples[] = Object.values(byKind);
