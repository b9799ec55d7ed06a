import { exampleQuestion, exampleRejoin } from '../../../shared/plans/rejoin/example-input.ts';
import { rejoinGuards } from '../../../shared/plans/rejoin/guards.ts';
import { buildRejoin } from '../../../shared/plans/rejoin/rejoin.ts';
import { exampleVariants } from '../../../shared/plans/switchover/example-input.ts';
import type { PlanKindExamples } from './plan-example.ts';

export const rejoinExamples: PlanKindExamples = {
  title: 'Rejoin',
  about:
    'db1:3306 was the master and is back, writable; db2:3306 took over from it. [failover.md](failover.md) says why the order is this one.',
  examples: exampleVariants.map((variant) => ({
    variant: variant.name,
    guards: rejoinGuards(exampleQuestion(variant)),
    plan: buildRejoin(exampleRejoin(variant), 'example'),
  })),
};
