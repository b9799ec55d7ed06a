import { describe, expect, it } from 'vitest';
import { steps, step } from './examples/preview.ts';
import { foldRun, isPastLine, progressOf, runOf } from './run.ts';
import type { Run, RunEvent } from './run.ts';

const after = (events: readonly (readonly [number, RunEvent])[]): Run =>
  events.reduce((run, [now, event]) => foldRun(run, event, now), runOf(null, steps));

const [close, drain, open] = steps as [(typeof steps)[0], (typeof steps)[0], (typeof steps)[0]];
const started: RunEvent = { kind: 'started', operation: 'op-1', steps };
const at = (one: typeof close, state: typeof close.state): RunEvent => ({ kind: 'step', step: { ...one, state } });

describe('the write-blocked time', () => {
  it('begins when the step that stops writes begins', () => {
    const run = after([
      [10, started],
      [20, at(close, 'running')],
      [30, at(close, 'proved')],
    ]);
    expect(run.blocked).toEqual({ kind: 'since', at: 20, exact: true });
  });

  it('ends when the candidate is proved open', () => {
    const run = after([
      [10, started],
      [20, at(close, 'running')],
      [30, at(close, 'proved')],
      [40, at(drain, 'proved')],
      [65, at(open, 'running')],
      [70, at(open, 'proved')],
    ]);
    expect(run.blocked).toEqual({ kind: 'over', ms: 50 });
  });

  it('ends when closing is undone', () => {
    const run = after([
      [10, started],
      [20, at(close, 'running')],
      [30, at(drain, 'failed')],
      [31, { kind: 'undoing', because: 'db2 did not reach it' }],
      [44, at(close, 'undone')],
    ]);
    expect(run.blocked).toEqual({ kind: 'over', ms: 24 });
    expect(run.undoing).toBe('db2 did not reach it');
  });

  it('is at least the time of the steps so far when the window comes back half-way', () => {
    const halfway = [{ ...close, state: 'proved', ms: 12 } as const, { ...drain, state: 'running' } as const, open];
    const run = foldRun(runOf('op-1', []), { kind: 'started', operation: 'op-1', steps: halfway }, 100);
    expect(run.blocked).toEqual({ kind: 'since', at: 88, exact: false });
  });

  it('has not begun when the window comes back before writes stop', () => {
    const run = foldRun(runOf('op-1', []), { kind: 'started', operation: 'op-1', steps }, 100);
    expect(run.blocked).toEqual({ kind: 'not-yet' });
  });
});

describe('a question', () => {
  const question: RunEvent = { kind: 'question', step: 'drain', question: 'Moved?', choices: [] };

  it('stands until its step is no longer running', () => {
    const asked = after([
      [1, started],
      [2, question],
      [3, at(drain, 'running')],
    ]);
    expect(asked.question?.question).toBe('Moved?');
    expect(foldRun(asked, at(drain, 'proved'), 4).question).toBeNull();
  });

  it('is gone when the operation is undone', () => {
    const run = after([
      [1, started],
      [2, question],
      [3, { kind: 'undoing', because: 'stopped' }],
    ]);
    expect(run.question).toBeNull();
  });
});

it('keeps a step that was not in the first list', () => {
  const run = after([
    [1, started],
    [2, { kind: 'step', step: step('extra', { state: 'proved' }) }],
  ]);
  expect(run.steps.map((one) => one.id)).toEqual(['close', 'drain', 'open', 'extra']);
  expect(progressOf(run.steps)).toEqual({ proved: 1, all: 4 });
});

describe('the line', () => {
  it('is passed once the step behind it has begun', () => {
    expect(isPastLine(steps, 'open')).toBe(false);
    expect(isPastLine([close, drain, { ...open, state: 'running' }], 'open')).toBe(true);
  });

  it('is never passed where there is none', () => {
    expect(isPastLine([{ ...close, state: 'proved' }], null)).toBe(false);
  });

  it('is not passed by steps that were skipped', () => {
    expect(isPastLine([close, drain, { ...open, state: 'skipped' }], 'open')).toBe(false);
  });
});
