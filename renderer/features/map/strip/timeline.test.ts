import { expect, test } from 'vitest';
import type { JournalItem } from '../../../../shared/domain/journal.ts';
import { isHappening, lastRecord, marksOf } from './timeline.ts';

const hour = 3_600_000;
const now = 10 * hour;

function record(at: number, server = 'db1'): JournalItem {
  return {
    kind: 'record',
    at,
    record: {
      id: `${server}-${String(at)}`,
      at,
      cluster: 'shop',
      server,
      reason: 'requested',
      note: null,
      operation: null,
      family: 'mariadb',
      version: '10.11.14',
      position: null,
      gtid: { kind: 'none' },
      readOnly: true,
    },
  };
}

test('records of one moment are one mark, older ones than the line are none', () => {
  const items = [record(now - 100, 'db2'), record(now - 200, 'db1'), record(now - hour), record(now - 7 * hour)];
  expect(marksOf(items, now, 6 * hour)).toMatchObject([
    { kind: 'record', at: 5 / 6, servers: 1 },
    { kind: 'record', servers: 2, reasons: ['requested'] },
  ]);
});

test('the last record counts the servers of its moment', () => {
  expect(lastRecord([])).toBeNull();
  expect(lastRecord([record(now - hour, 'db3'), record(now, 'db1'), record(now - 10, 'db2')])).toEqual({
    at: now,
    servers: 2,
  });
});

test('tells what happened by itself from what was recorded for somebody', () => {
  expect((['requested', 'thread-stopped', 'position-backwards', 'after-operation'] as const).map(isHappening)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
