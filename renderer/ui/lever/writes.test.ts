import { expect, test } from 'vitest';
import type { StepView } from '../../../shared/plans/outcome.ts';
import { impossibleText, writesOf } from './writes.ts';

const step = (marks: StepView['marks'], state: StepView['state'] = 'pending'): StepView =>
  ({ id: 's', server: 'db2:3306', marks, state }) as StepView;

test('an operation that does not touch writes, and one that stops them for a while', () => {
  expect(writesOf([step(null)])).toEqual({ kind: 'untouched' });
  expect(writesOf([step('writes-stop'), step('writes-resume')])).toEqual({ kind: 'stopped' });
});

test('where only their return is a step, nobody could write before', () => {
  const before = writesOf([step(null), step('writes-resume')]);
  const after = writesOf([step('writes-resume', 'proved')]);
  expect([before, after].map((writes) => writes.kind === 'impossible' && impossibleText(writes))).toEqual([
    'impossible since the {source} was lost',
    'impossible from the loss of the {source} until db2:3306 was opened',
  ]);
});
