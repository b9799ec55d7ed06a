import { expect, test } from 'vitest';
import type { StepView } from '../../../shared/plans/outcome.ts';
import type { RunningOperation } from '../../../shared/plans/running-operation.ts';
import { loading, ready } from '../../ui/loaded.ts';
import { journalStateOf, runningText } from './status.ts';

const step = (state: StepView['state']): StepView => ({ state }) as StepView;
const running: RunningOperation = {
  operation: 'o',
  cluster: 'shop',
  title: 'Switch over',
  startedAt: 0,
  steps: [step('proved'), step('skipped'), step('running'), step('pending')],
  question: null,
  undoing: null,
};

test('a running operation says where it is', () => {
  expect(runningText(running)).toBe('Switch over: step 3 of 4');
  expect(runningText({ ...running, undoing: 'a step failed' })).toBe('Switch over: being undone');
  const question = { step: 's', question: '?', choices: [] };
  expect(runningText({ ...running, question })).toBe('Switch over: waits for your answer');
});

test('the journal says whether its chain holds', () => {
  const problem = { sequence: 7, message: 'changed' };
  expect(journalStateOf(loading).state).toBe('idle');
  expect(journalStateOf(ready({ ok: true, entries: 3, problem: null })).state).toBe('ok');
  expect(journalStateOf(ready({ ok: false, entries: 3, problem }))).toEqual({
    state: 'bad',
    text: 'journal broken at entry 7',
  });
});
