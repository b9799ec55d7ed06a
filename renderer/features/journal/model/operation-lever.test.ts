import { describe, expect, it } from 'vitest';
import type { JournaledEntry, OperationDetail, OperationEntry } from '../../../../shared/domain/journal.ts';
import { leverOf } from './operation-lever.ts';

const plan = {
  schema: 1,
  fingerprint: 'f00d',
  line: 'open',
  lineText: 'from here undone only while db2 has taken no write',
  nodes: [
    {
      id: 'close',
      kind: 'change',
      title: 'Stop writes',
      server: 'db1:3306',
      run: [{ sql: 'SET GLOBAL read_only = ON' }],
    },
    {
      id: 'followers',
      kind: 'group',
      nodes: [{ id: 'open', kind: 'change', title: 'Open', server: 'db2:3306', run: [] }],
    },
  ],
};

function detail(entries: readonly OperationEntry[], change: Partial<OperationDetail> = {}): OperationDetail {
  const journaled: readonly JournaledEntry[] = entries.map((entry, index) => ({ sequence: index, at: index, entry }));
  return {
    id: 'o1',
    cluster: 'shop',
    kind: 'switchover',
    title: 'Switch over shop',
    startedAt: 0,
    endedAt: null,
    outcome: null,
    plan,
    guards: [],
    result: null,
    entries: journaled,
    records: [],
    ...change,
  };
}

const begun: OperationEntry = {
  kind: 'begun',
  node: 'close',
  connectionId: 7,
  statements: ['SET GLOBAL read_only = 1'],
};

describe('an operation that was never ended', () => {
  it('shows the plan, each step as far as its entries tell', () => {
    const lever = leverOf(detail([begun, { kind: 'proved', node: 'close', ms: 12 }]));
    expect(lever.steps.map((step) => [step.id, step.state, step.ms])).toEqual([
      ['close', 'proved', 12],
      ['open', 'pending', null],
    ]);
    expect(lever.line).toEqual({ beforeStep: 'open', text: plan.lineText });
  });

  it('calls a step unknown that was begun and not proved, and shows what was sent', () => {
    const [close] = leverOf(detail([begun])).steps;
    expect(close).toMatchObject({ state: 'unknown', statements: ['SET GLOBAL read_only = 1'] });
  });

  it('says why a step failed', () => {
    const [close] = leverOf(detail([begun, { kind: 'failed', node: 'close', message: 'lost' }])).steps;
    expect(close).toMatchObject({ state: 'failed', detail: 'lost' });
  });
});

it('takes the steps of the result where there is one', () => {
  const step = leverOf(detail([begun])).steps[0];
  const result = {
    outcome: 'done' as const,
    operation: 'o1',
    leftBehind: [],
    guards: [],
    steps: [{ ...step, state: 'proved' as const, ms: 3 }],
    writeBlockedMs: 3,
    error: null,
    waysOut: [],
    records: { before: [], after: [] },
  };
  const lever = leverOf(detail([begun], { result: JSON.parse(JSON.stringify(result)) as OperationDetail['result'] }));
  expect(lever.result?.outcome).toBe('done');
  expect(lever.steps.map((one) => one.state)).toEqual(['proved']);
});

it('survives a plan of another version', () => {
  expect(leverOf(detail([begun], { plan: { what: 'ever' } }))).toMatchObject({ steps: [], line: null, result: null });
});

it('shows hooks with their programs and what they wrote, those for an undo last', () => {
  const environment = { SIGNALBOX_CLUSTER: 'shop' };
  const hook = (id: string, at: string) => ({
    id,
    kind: 'hook',
    title: id,
    name: id,
    at,
    command: ['/lb'],
    environment,
  });
  const hooked = { ...plan, nodes: [hook('drain', 'before'), ...plan.nodes], undone: [hook('back', 'undone')] };
  const entries: readonly OperationEntry[] = [
    { kind: 'begun', node: 'drain', connectionId: null, statements: [] },
    { kind: 'hook-ended', node: 'drain', end: { kind: 'exited', code: 0 }, ms: 1, output: 'drained' },
  ];
  const { steps } = leverOf(detail(entries, { plan: hooked }));
  expect(steps.map((step) => [step.id, step.kind, step.state, step.hook?.output])).toEqual([
    ['drain', 'hook', 'proved', 'drained'],
    ['close', 'change', 'pending', undefined],
    ['open', 'change', 'pending', undefined],
    ['back', 'hook', 'pending', null],
  ]);
  expect(steps[0]?.hook).toMatchObject({ name: 'drain', at: 'before', command: ['/lb'], environment });
});
