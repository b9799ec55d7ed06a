import { expect, it } from 'vitest';
import type { JournalItem } from '../../../../shared/domain/journal.ts';
import { record } from './examples/record.ts';
import { byDay, comparable, ofKind, withOlder } from './journal-list.ts';

const recordItem = (id: string, at: number, server = 'db4:3306'): JournalItem => ({
  kind: 'record',
  at,
  record: record({ id, at, server }),
});
const operation: JournalItem = {
  kind: 'operation',
  at: 50,
  operation: { id: 'o1', cluster: 'shop', kind: 'switchover', title: 't', startedAt: 50, endedAt: null, outcome: null },
};

it('keeps the entries of a kind', () => {
  const items = [recordItem('r1', 60), operation];
  expect(ofKind(items, 'all')).toHaveLength(2);
  expect(ofKind(items, 'operation')).toEqual([operation]);
});

it('does not show an entry twice where two pages meet in one millisecond', () => {
  const page = withOlder([recordItem('r2', 60), recordItem('r1', 59)], [recordItem('r1', 59), recordItem('r0', 58)]);
  expect(page.map((item) => item.at)).toEqual([60, 59, 58]);
});

it('puts entries under the local day on which they were made', () => {
  const noon = new Date(2026, 10, 23, 12).getTime();
  const before = new Date(2026, 10, 22, 23, 59, 59).getTime();
  const days = byDay([recordItem('r2', noon), recordItem('r1', noon - 1), recordItem('r0', before)]);
  expect(days.map((day) => day.items.length)).toEqual([2, 1]);
  expect(days[0]?.day).toBe(new Date(2026, 10, 23).getTime());
});

it('compares only records of the same server', () => {
  const first = record({ id: 'r1' });
  expect(comparable(recordItem('r2', 1), first)).toBe(true);
  expect(comparable(recordItem('r1', 1), first)).toBe(false);
  expect(comparable(recordItem('r3', 1, 'db5:3306'), first)).toBe(false);
  expect(comparable(operation, first)).toBe(false);
});
