import { describe, expect, test } from 'vitest';
import type { Json } from '../domain/json.ts';
import type { OperationDetail, OperationEntry } from '../domain/journal.ts';
import { dutyOf } from './duty-of.ts';
import { change, nothingToUndo } from './nodes.ts';
import type { Plan } from './plan.ts';

const hourMs = 3_600_000; // ms
const proof = { guard: 'closed', args: { server: 'new' } };
const plan: Partial<Plan> = {
  schema: 1,
  kind: 'failover',
  line: 'open',
  nodes: [
    change({ id: 'open', server: 'new', title: '', why: '', run: [], proof, withinMs: 1, undo: nothingToUndo('') }),
  ],
  duty: { server: 'old', newSource: 'new', identity: { uuid: null, serverId: 1 }, leftWithIt: [], hours: 24 },
};
const opened: OperationEntry = { kind: 'proved', node: 'open', ms: 1 };
const act = (kind: 'closed' | 'examined' | 'ended', text: string): OperationEntry => ({
  kind: 'duty',
  node: null,
  server: 'old',
  act: kind,
  text,
});

function detail(entries: readonly OperationEntry[], outcome: OperationDetail['outcome'] = 'done'): OperationDetail {
  const journalled = entries.map((entry, at) => ({ sequence: at, at, entry }));
  const about = { id: 'op', cluster: 'shop', kind: 'failover', title: '', startedAt: 0, endedAt: 9, outcome };
  return { ...about, plan: plan as unknown as Json, guards: [], result: null, entries: journalled, records: [] };
}

describe('a duty', () => {
  test('waits until the new source is open, and is on then, with what it did', () => {
    expect(dutyOf(detail([]), 1)).toMatchObject({ state: 'waiting', until: 24 * hourMs, ended: null });
    expect(dutyOf(detail([opened, act('closed', 'closed it')]), 1)).toMatchObject({
      state: 'on',
      said: 'closed it',
      acts: [{ at: 1, act: 'closed', text: 'closed it' }],
    });
  });

  test.each([
    { name: 'by hand', entries: [opened, act('ended', 'Hands off: mine')], how: 'hands-off', at: 1 },
    { name: 'since it is in use', entries: [opened, act('ended', 'Cancelled: x replicates')], how: 'cancelled', at: 1 },
    { name: 'since it follows', entries: [opened, act('ended', 'old follows new, closed.')], how: 'follows', at: 1 },
    {
      name: 'whatever another program adds',
      entries: [opened, act('ended', 'Hands off: mine'), act('examined', 'nothing')],
      how: 'hands-off',
      at: 1,
    },
  ])('ends $name', ({ entries, how, at }) => {
    expect(dutyOf(detail(entries), 2)).toMatchObject({ state: 'ended', ended: { how, at } });
  });

  test('ends with its time, or with a failover that was undone', () => {
    expect(dutyOf(detail([opened]), 24 * hourMs)).toMatchObject({ ended: { how: 'expired', at: 24 * hourMs } });
    expect(dutyOf(detail([], 'undone'), 1)).toMatchObject({ ended: { how: 'undone', at: 9 } });
  });
});
