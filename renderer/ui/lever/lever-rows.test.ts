import { expect, it } from 'vitest';
import type { StepView } from '../../../shared/plans/outcome.ts';
import { leverItems, promisesOf, undoReason } from './lever-rows.ts';

function step(id: string, change: Partial<StepView> = {}): StepView {
  const blank = {
    title: id,
    why: '',
    server: null,
    kind: 'change',
    statements: [],
    undo: '',
    undoStatements: [],
  } as const;
  return {
    id,
    ...blank,
    withinMs: null,
    marks: null,
    group: null,
    state: 'pending',
    ms: null,
    detail: null,
    ...change,
  };
}

it('numbers every step and draws the line before its step', () => {
  const items = leverItems([step('a'), step('b')], { beforeStep: 'b', text: 'the line' });
  expect(items.map((item) => (item.kind === 'step' ? item.number : item.kind))).toEqual([1, 'line', 2]);
});

it('keeps neighbours of a group together, numbered on, and separate groups apart', () => {
  const items = leverItems(
    [step('a'), step('b', { group: 'x' }), step('c', { group: 'x' }), step('d', { group: 'y' })],
    null,
  );
  expect(items.map((item) => (item.kind === 'group' ? item.rows.map((row) => row.number) : item.kind))).toEqual([
    'step',
    [2, 3],
    [4],
  ]);
});

it('says mark, undo and bound of a step', () => {
  const close = step('a', { undo: 'Open db1 again', undoStatements: ['SET …'], marks: 'writes-stop', withinMs: 3000 });
  expect(promisesOf(close)).toEqual(['writes stop here', 'undo: open db1 again', '≤ 3 s']);
  expect(promisesOf(step('a'))).toEqual([]);
});

it('says in short that there is no undo, and why in full', () => {
  const made = step('a', { undo: 'no undo: the switch has been made' });
  expect(promisesOf(made)).toEqual(['no undo']);
  expect(undoReason(made)).toBe('No undo: the switch has been made');
  expect(undoReason(step('a', { undo: 'no change' }))).toBe('');
});
