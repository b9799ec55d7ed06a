import { expect, it } from 'vitest';
import { planInJournal, planOutOfSight } from './plan-in-sight.ts';

it('reads title, end and line from a journalled plan', () => {
  const plan = {
    schema: 1,
    title: 'Switch over Shop: a → b',
    line: 'open',
    lineText: 'the line',
    goal: { kind: 'switchover', source: 'a', candidate: 'b', leaveBehind: [] },
  };
  expect(planInJournal(plan)).toEqual({
    kind: 'switchover',
    title: 'Switch over Shop: a → b',
    done: 'b is the {source} now',
    undone: null,
    line: { beforeStep: 'open', text: 'the line' },
  });
});

it.each([
  ['change-master', { kind: 'change-master', replica: 'b', to: 'c' }, 'b follows c now'],
  ['put-back', { kind: 'put-back', replica: 'b' }, 'b is back where it stood'],
  ['a switchover of before there were kinds', { candidate: 'b' }, 'b is the {source} now'],
  ['a kind of a later version', { kind: 'failover' }, null],
])('says what %s comes to', (_, goal, done) => {
  expect(planInJournal({ goal }).done).toBe(done);
});

it.each([null, [], { line: 7 }, { line: null, lineText: null, goal: null }])('knows nothing of %o', (stored) => {
  expect(planInJournal(stored)).toEqual(planOutOfSight);
});
