import { expect, test } from 'vitest';
import type { StepView } from '../../../shared/plans/outcome.ts';
import type { RunningDump } from '../../../shared/domain/running-dump.ts';
import type { RunningImport } from '../../../shared/import/running-import.ts';
import type { RunningOperation } from '../../../shared/plans/running-operation.ts';
import { loading, ready } from '../../ui/loaded.ts';
import { dumpLineText, importLineText, journalStateOf, runningText } from './status.ts';

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

test('data on its way is named by file and server, with how far it is', () => {
  const progress = { phase: 'rows', readBytes: 439, storedBytes: 1000 };
  const one = { progress, stopping: false } as RunningImport;
  expect(importLineText(one, 'shop.sql', 'db2')).toBe('imports shop.sql into db2: 43 %');
  expect(importLineText({ ...one, stopping: true }, 'shop.sql', 'db2')).toBe('imports shop.sql into db2: stopping');
  expect(importLineText({ ...one, progress: null }, 'shop.sql', 'db2')).toBe('imports shop.sql into db2');
  const dump = { progress: { phase: 'dumping', bytes: 12_300_000 }, stopping: false } as RunningDump;
  expect(dumpLineText(dump, 'db2')).toBe('dumps db2: 12.3 MB');
  expect(dumpLineText({ ...dump, progress: null }, 'db2')).toBe('dumps db2');
  expect(dumpLineText({ ...dump, stopping: true }, 'db2')).toBe('dumps db2: cancelling');
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
