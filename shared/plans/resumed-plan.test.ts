import { describe, expect, test } from 'vitest';
import { changeMasterExamples, changeMasterInput } from './change-master/example-input.ts';
import { buildChangeMaster } from './change-master/change-master.ts';
import { stepsOf, type ChangeNode, type Plan } from './plan.ts';
import { resumedPlan } from './resumed-plan.ts';

function change(plan: Plan, id: string): ChangeNode {
  const found = stepsOf(plan.nodes).find((step) => step.id === id);
  if (found?.kind !== 'change') throw new Error(`${plan.title} has no change ${id}`);
  return found;
}

describe.each(changeMasterExamples)('$name, resumed', (example) => {
  const plan = buildChangeMaster(changeMasterInput(example), 'f');
  const begun = [change(plan, 'stop'), change(plan, 'repoint')];

  test('a channel that was proved where it was put may have gone on from there', () => {
    const resumed = resumedPlan(plan, { begun, reached: new Set(['stop', 'repoint']) });
    expect(change(resumed, 'repoint').proof.args).toMatchObject({ orBeyond: true, gtid: null });
    expect(change(resumed, 'start-receiver').before[0]?.args).toMatchObject({ orBeyond: true, gtid: null });
    expect(change(resumed, 'repoint').undo).toEqual(change(plan, 'repoint').undo);
  });

  test('one that names the new address may as well', () => {
    const resumed = resumedPlan(plan, { begun, reached: new Set(['stop']) });
    expect(change(resumed, 'repoint').proof.args).toMatchObject({ orBeyond: true });
  });

  test('one that was not touched has to stand there exactly', () => {
    const resumed = resumedPlan(plan, { begun: [change(plan, 'stop')], reached: new Set(['stop']) });
    expect(change(resumed, 'repoint').proof).toEqual(change(plan, 'repoint').proof);
    expect(change(resumed, 'start-receiver').before).toEqual(change(plan, 'start-receiver').before);
  });
});
