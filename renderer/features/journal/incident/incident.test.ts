import { expect, test } from 'vitest';
import type { Incident } from '../../../../shared/domain/incident.ts';
import type { OperationDetail, OperationEntry } from '../../../../shared/domain/journal.ts';
import { incidentRows } from './incident-rows.ts';
import { countOpen, incidentLook } from './incident-state.ts';

const about = { id: 'op', cluster: 'shop', kind: 'failover', title: '', startedAt: 10, endedAt: 40 } as const;
const incident = (acknowledged: Incident['acknowledged']): Incident => ({
  operation: { ...about, outcome: 'done' },
  acknowledged,
  notes: 0,
});

test('an incident is open until it is acknowledged', () => {
  const seen = incident({ at: 50, note: 'power' });
  expect(incidentLook(incident(null)).word).toBe('open');
  expect(incidentLook(seen).word).toBe('acknowledged');
  expect(countOpen([incident(null), seen])).toBe(1);
});

test('what people wrote stands as it is, in its place in time', () => {
  const dayMs = 86_400_000;
  const entries: readonly (readonly [number, OperationEntry])[] = [
    [3 * dayMs, { kind: 'remark', node: null, acknowledged: false, text: 'days after' }],
    [60, { kind: 'remark', node: null, acknowledged: false, text: 'the {source} of power' }],
    [20, { kind: 'duty', node: null, server: 'old', act: 'closed', text: 'old is closed.' }],
  ];
  const plan = { goal: { kind: 'switchover' }, nodes: [] };
  const detail: OperationDetail = {
    ...about,
    outcome: 'done',
    plan: plan,
    guards: [],
    result: null,
    entries: entries.map(([at, entry], sequence) => ({ at, sequence, entry })),
    records: [],
  };
  expect(incidentRows(detail).map(({ what, verbatim }) => [what, verbatim])).toEqual([
    ['duty', false],
    ['step', false],
    ['note', true],
    ['note', true],
  ]);
  expect(incidentRows(detail).map(({ day }) => day !== null)).toEqual([false, false, false, true]);
});
