import { expect, it, vi } from 'vitest';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { OperationDetail } from '../../shared/domain/journal.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';
import type { OperationEvent } from '../../shared/plans/operation-event.ts';
import type { Engine, RunRequest } from '../engine/engine.ts';
import { createRunningOperations } from './running-operations.ts';
import { scriptedEngine } from './testing/scripted-engine.ts';
import { result, settled, step } from './testing/scene.ts';

/** An engine with one run that the test drives. */
function drivenEngine(more: Partial<Engine> = {}) {
  const driven = {
    requests: [] as RunRequest[],
    tell: (() => undefined) as (event: OperationEvent) => void,
    end: (() => undefined) as (result: OperationResult) => void,
    fail: (() => undefined) as (error: Error) => void,
  };
  const engine = scriptedEngine({
    runPlan: (request) => {
      driven.requests.push(request);
      driven.tell = request.onEvent;
      return new Promise((resolve, reject) => {
        driven.end = resolve;
        driven.fail = reject;
      });
    },
    journalOperation: (id) =>
      ({ id, cluster: 'shop', title: 'Switch over', startedAt: 5 }) as Partial<OperationDetail> as OperationDetail,
    ...more,
  });
  return { driven, operations: createRunningOperations(engine, vi.fn()) };
}

function listener() {
  const events: OperationEvent[] = [];
  const controller = new AbortController();
  return { events, emit: (event: OperationEvent) => void events.push(event), controller, signal: controller.signal };
}

const order = { planId: 'plan-1', accept: [], confirm: null };
const started: OperationEvent = { kind: 'started', operation: 'op-1', steps: [step('a'), step('b')] };
const question: OperationEvent = {
  kind: 'question',
  step: 'b',
  question: 'Now?',
  choices: [{ id: 'y', label: 'Yes' }],
};

it('goes on when its window is gone, and shows another one where it stands', async () => {
  const { driven, operations } = drivenEngine();
  const first = listener();
  const watching = operations.run(order, first.emit, first.signal);
  driven.tell(started);
  driven.tell({ kind: 'step', step: step('a', 'proved') });
  first.controller.abort();
  await watching;
  expect(driven.requests[0]?.signal.aborted).toBe(false);
  driven.tell({ kind: 'step', step: step('b', 'running') });
  driven.tell(question);
  expect(first.events).toHaveLength(2);

  expect(operations.running()).toEqual([
    {
      operation: 'op-1',
      cluster: 'shop',
      title: 'Switch over',
      startedAt: 5,
      steps: [step('a', 'proved'), step('b', 'running')],
      question: { step: 'b', question: 'Now?', choices: [{ id: 'y', label: 'Yes' }] },
      undoing: null,
    },
  ]);
  const second = listener();
  const following = operations.follow('op-1', second.emit, second.signal);
  await settled();
  expect(second.events).toEqual([{ ...started, steps: [step('a', 'proved'), step('b', 'running')] }, question]);
  driven.tell({ kind: 'undoing', because: 'asked to' });
  driven.end(result());
  await following;
  expect(second.events.slice(2)).toEqual([
    { kind: 'undoing', because: 'asked to' },
    { kind: 'finished', result: result() },
  ]);
  expect(operations.running()).toEqual([]);
});

it('remembers an ended operation for a window that was away', async () => {
  const { driven, operations } = drivenEngine();
  const first = listener();
  const watching = operations.run(order, first.emit, first.signal);
  driven.tell(started);
  driven.tell(question);
  driven.tell({ kind: 'step', step: step('b', 'proved') });
  driven.tell({ kind: 'finished', result: result() });
  driven.end(result());
  await watching;
  const late = listener();
  await operations.follow('op-1', late.emit, late.signal);
  expect(late.events).toEqual([
    { ...started, steps: [step('a'), step('b', 'proved')] },
    { kind: 'finished', result: result() },
  ]);
});

it('forgets the oldest ended operations', async () => {
  const { driven, operations } = drivenEngine();
  for (let number = 1; number <= 22; number++) {
    const { emit, signal } = listener();
    const watching = operations.run(order, emit, signal);
    driven.tell({ ...started, operation: `op-${String(number)}` });
    driven.end(result());
    await watching;
  }
  const { emit, signal } = listener();
  await expect(operations.follow('op-1', emit, signal)).rejects.toMatchObject({ code: 'operation-unknown' });
  await expect(operations.follow('op-2', emit, signal)).resolves.toBeUndefined();
});

it('tells a refusal to the window that asked', async () => {
  const { driven, operations } = drivenEngine();
  const { emit, events, signal } = listener();
  const watching = operations.run(order, emit, signal);
  driven.fail(new SignalboxError('plan-outdated', 'The plan is outdated.'));
  await expect(watching).rejects.toMatchObject({ code: 'plan-outdated' });
  expect(events).toEqual([]);
  expect(operations.busy()).toBe(false);
});

it('knows no operation that never ran', async () => {
  const { operations } = drivenEngine();
  const { emit, signal } = listener();
  await expect(operations.follow('op-9', emit, signal)).rejects.toMatchObject({ code: 'operation-unknown' });
});

it('settles by asking what runs to stop, and waits for the end', async () => {
  const cancel = vi.fn();
  const { driven, operations } = drivenEngine({ cancel });
  const { emit, signal } = listener();
  void operations.run(order, emit, signal);
  driven.tell(started);
  let over = false;
  const settling = operations.settle().then(() => (over = true));
  await settled();
  expect(cancel).toHaveBeenCalledWith('op-1');
  expect(over).toBe(false);
  driven.end(result());
  await settling;
  expect(operations.busy()).toBe(false);
});
