import { putBackInput, workersLeftOpen } from '../../../shared/plans/put-back/example-input.ts';
import { putBackGuards } from '../../../shared/plans/put-back/guards.ts';
import type { PutBackInput } from '../../../shared/plans/put-back/input.ts';
import { buildPutBack } from '../../../shared/plans/put-back/put-back.ts';
import { exampleVariants, type ExampleVariant } from '../../../shared/plans/switchover/example-input.ts';
import type { PlanKindExamples } from './plan-example.ts';

export const putBackKind: PlanKindExamples = {
  title: 'Put back',
  about:
    'db3:3306 lost its place under db1:3306 and has broken; the record r-1 was taken while its SQL thread stood still. [put-back.md](put-back.md) says what proves where its data stands.',
  examples: exampleVariants
    .filter(({ positioning }) => positioning === 'file')
    .flatMap((on) => {
      const input = putBackInput(on);
      const open = { ...on, name: `${on.name}, its workers stopped by an error` };
      return on.version.startsWith('9')
        ? [exampleOf(on, input), exampleOf(open, workersLeftOpen(input))]
        : [exampleOf(on, input)];
    }),
};

function exampleOf({ name }: ExampleVariant, input: PutBackInput): PlanKindExamples['examples'][number] {
  const place = { place: null, between: null };
  return {
    variant: name,
    guards: putBackGuards(input.shape, input.facts, { decision: input.decision, place, firstGtid: null }),
    plan: buildPutBack(input, 'example'),
  };
}
