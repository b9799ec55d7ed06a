import { describe, expect, test } from 'vitest';
import type { JournaledEntry, OperationEntry } from '../domain/journal.ts';
import type { Json } from '../domain/json.ts';
import { journalledState } from './journalled-state.ts';
import { change, leaveBehind, noUndo, nothingToUndo, read } from './nodes.ts';
import type { Plan, PlanNode } from './plan.ts';

const proof = { guard: 'closed', args: { server: 'db1' } };
const step = (id: string, server: string): PlanNode =>
  change({ id, server, title: id, why: '', run: [], proof, withinMs: 1, undo: nothingToUndo('nothing') });

const nodes: readonly PlanNode[] = [
  read({ id: 'final', server: 'db1', title: '', why: '', read: 'position', into: 'final', withinMs: 1 }),
  step('close', 'db1'),
  step('open', 'db2'),
  leaveBehind('follower', 'db3', 'db3 follows', 'by hand', [
    change({
      ...change({ id: 'follow', server: 'db3', title: '', why: '', run: [], proof, withinMs: 1, undo: noUndo('made') }),
    }),
  ]),
];
const plan: Partial<Plan> = { schema: 1, kind: 'switchover', nodes, line: 'open' };

function stateOf(...entries: readonly OperationEntry[]) {
  const journalled: readonly JournaledEntry[] = entries.map((entry, at) => ({ sequence: at + 1, at, entry }));
  return journalledState({ plan: plan as unknown as Json, entries: journalled });
}

const begun = (node: string, connectionId: number | null = null): OperationEntry => ({
  kind: 'begun',
  node,
  connectionId,
  statements: [],
});
const proved = (node: string): OperationEntry => ({ kind: 'proved', node, ms: 1 });
const undone = (node: string): OperationEntry => ({ kind: 'undone', node, ms: 1 });
const undoBegun = (node: string): OperationEntry => ({ kind: 'undo-begun', node, connectionId: null, statements: [] });
const ids = (state: ReturnType<typeof stateOf>): readonly string[] => state.begun.map(({ id }) => id);

describe('the line', () => {
  test.each([
    { name: 'nothing begun', entries: [], line: 'before' },
    { name: 'closed', entries: [begun('close'), proved('close')], line: 'before' },
    { name: 'opening begun', entries: [begun('close'), proved('close'), begun('open')], line: 'at' },
    { name: 'opened', entries: [begun('open'), proved('open')], line: 'past' },
    {
      name: 'opening failed',
      entries: [begun('open'), { kind: 'failed', node: 'open', message: '' } as const],
      line: 'at',
    },
    { name: 'closing it again was begun', entries: [begun('open'), undoBegun('open')], line: 'at' },
    { name: 'it was closed again', entries: [begun('open'), undoBegun('open'), undone('open')], line: 'before' },
  ])('$name: $line', ({ entries, line }) => {
    expect(stateOf(...entries).line).toBe(line);
  });
});

test('what was begun and not undone, each once, in the order of its first beginning', () => {
  const state = stateOf(
    begun('close'),
    proved('close'),
    begun('open'),
    begun('close'),
    undoBegun('open'),
    undone('open'),
  );
  expect(ids(state)).toEqual(['close']);
  expect(state.undoing).toBe(true);
});

test('a change that is begun again after its undo is begun', () => {
  expect(ids(stateOf(begun('close'), undone('close'), begun('close')))).toEqual(['close']);
});

test('values are those that were read last', () => {
  const value = (text: string): OperationEntry => ({ kind: 'value', node: 'final', name: 'final', value: text });
  expect(stateOf(value('one'), value('two')).values.get('final')).toBe('two');
});

test('every session that it had, with the last time it was written down', () => {
  const opened: OperationEntry = {
    kind: 'sessions',
    node: null,
    sessions: [
      { server: 'db1', connectionId: 7 },
      { server: 'db2', connectionId: 7 },
    ],
  };
  expect(stateOf(opened, begun('close', 7), begun('open', 9)).sessions).toEqual([
    { server: 'db1', connectionId: 7, at: 1 },
    { server: 'db2', connectionId: 7, at: 0 },
    { server: 'db2', connectionId: 9, at: 2 },
  ]);
});

test('a step that was proved is reached until it is begun again or taken back', () => {
  expect([...stateOf(begun('close'), proved('close')).reached]).toEqual(['close']);
  expect([...stateOf(begun('close'), proved('close'), begun('close')).reached]).toEqual([]);
  expect([...stateOf(begun('close'), proved('close'), undoBegun('close')).reached]).toEqual([]);
});
