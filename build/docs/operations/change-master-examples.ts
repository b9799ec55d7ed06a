import { buildChangeMaster } from '../../../shared/plans/change-master/change-master.ts';
import { changeMasterExamples, changeMasterInput } from '../../../shared/plans/change-master/example-input.ts';
import { changeMasterGuards } from '../../../shared/plans/change-master/guards.ts';
import type { PlanKindExamples } from './plan-example.ts';

export const changeMasterKind: PlanKindExamples = {
  title: 'Change master',
  about:
    'db3:3306 replicates from db1:3306, beside db2:3306. [change-master.md](change-master.md) says where it goes on and what proves that.',
  examples: changeMasterExamples.map((example) => {
    const input = changeMasterInput(example);
    const decision = { kind: 'proved', goesOn: input.goesOn, because: input.because } as const;
    return {
      variant: example.name,
      guards: changeMasterGuards(input.shape, { kind: 'auto' }, decision, input.facts, input.evidence),
      plan: buildChangeMaster(input, 'example'),
    };
  }),
};
