import { exampleFailover, exampleQuestion } from '../../../shared/plans/failover/example-input.ts';
import { buildFailover } from '../../../shared/plans/failover/failover.ts';
import { failoverGuards } from '../../../shared/plans/failover/guards.ts';
import { exampleVariants } from '../../../shared/plans/switchover/example-input.ts';
import type { PlanKindExamples } from './plan-example.ts';

export const failoverExamples: PlanKindExamples = {
  title: 'Failover',
  about:
    'db1:3306 was the master and is gone, db2:3306 takes over, db3:3306 follows. [failover.md](failover.md) says why the order is this one.',
  examples: exampleVariants.map((variant) => ({
    variant: variant.name,
    guards: failoverGuards(exampleQuestion(variant)),
    plan: buildFailover(exampleFailover(variant), 'example'),
  })),
};
