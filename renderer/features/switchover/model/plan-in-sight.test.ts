import { expect, it } from 'vitest';
import { planInJournal, planOutOfSight } from './plan-in-sight.ts';

it('reads source, candidate and line from a journalled plan', () => {
  const plan = {
    schema: 1,
    line: 'open',
    lineText: 'the line',
    goal: { source: 'a', candidate: 'b', leaveBehind: [] },
  };
  expect(planInJournal(plan)).toEqual({
    source: 'a',
    candidate: 'b',
    line: { beforeStep: 'open', text: 'the line' },
  });
});

it.each([null, [], { line: 7 }, { line: null, lineText: null }])('knows nothing of %o', (stored) => {
  expect(planInJournal(stored)).toEqual(planOutOfSight);
});
