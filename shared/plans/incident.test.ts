import { expect, test } from 'vitest';
import type { OperationDetail, OperationEntry } from '../domain/journal.ts';
import { incidentOf } from './incident.ts';

const remark = (text: string, acknowledged: boolean): OperationEntry => ({
  kind: 'remark',
  node: null,
  acknowledged,
  text,
});

function detail(entries: readonly OperationEntry[]): OperationDetail {
  const about = { id: 'op', cluster: 'shop', kind: 'failover', title: 'a → b', startedAt: 0, endedAt: 9 } as const;
  const journalled = entries.map((entry, at) => ({ sequence: at, at, entry }));
  return { ...about, outcome: 'done', plan: {}, guards: [], result: null, entries: journalled, records: [] };
}

test('an incident is open until somebody says that they have looked at it', () => {
  expect(incidentOf(detail([remark('disk', false)]))).toMatchObject({ acknowledged: null, notes: 1 });
  expect(incidentOf(detail([remark('disk', false), remark('seen', true), remark('again', true)]))).toMatchObject({
    operation: { id: 'op', outcome: 'done' },
    acknowledged: { at: 1, note: 'seen' },
    notes: 1,
  });
});
