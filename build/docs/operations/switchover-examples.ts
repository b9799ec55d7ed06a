import {
  exampleHooked,
  exampleInput,
  examplePairs,
  exampleSemiSync,
  exampleVariants,
} from '../../../shared/plans/switchover/example-input.ts';
import { switchoverGuards } from '../../../shared/plans/switchover/guards.ts';
import { buildSwitchover } from '../../../shared/plans/switchover/switchover.ts';
import type { PlanKindExamples } from './plan-example.ts';

export const switchoverExamples: PlanKindExamples = {
  title: 'Switchover',
  about:
    'db1:3306 is the master, db2:3306 becomes it, db3:3306 follows; one scheduled event moves along. In a pair db1:3306 follows db2:3306 as well. With semi-sync db1:3306 waits for acknowledgements and the others give them. Where the cluster has hooks, [hook-not-runnable](guards.md#hook-not-runnable) is asked too. [switchover.md](switchover.md) says why the order is this one.',
  examples: [...exampleVariants, ...examplePairs, ...exampleHooked, ...exampleSemiSync].map((variant) => {
    const input = exampleInput(variant);
    return {
      variant: variant.name,
      guards: switchoverGuards(input.shape, input.cluster, input.facts),
      plan: buildSwitchover(input, 'example'),
    };
  }),
};
