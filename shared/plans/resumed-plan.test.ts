import { describe, expect, test } from 'vitest';
import { buildAttach } from './attach/attach.ts';
import { attachExamples, exampleAttach } from './attach/example-input.ts';
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

describe.each(attachExamples)('making a server a replica on $name, resumed', (variant) => {
  const plan = buildAttach(exampleAttach(variant), 'f');

  test('once its channel may be there a restarted server may have gone on from it', () => {
    const resumed = resumedPlan(plan, {
      begun: [change(plan, 'close'), change(plan, 'point')],
      reached: new Set(['close']),
    });
    expect(change(resumed, 'point').proof.args).toMatchObject({ orBeyond: true, gtid: null });
    const [, , place] = change(resumed, 'point').before;
    if (variant.positioning !== 'file') expect(place?.args).toMatchObject({ orBeyond: true });
    expect(change(resumed, 'point').undo).toEqual(change(plan, 'point').undo);
  });

  test('before that it has to stand where it was told exactly', () => {
    const resumed = resumedPlan(plan, { begun: [change(plan, 'close')], reached: new Set(['close']) });
    expect(change(resumed, 'point')).toEqual(change(plan, 'point'));
  });
});
