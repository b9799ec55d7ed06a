import { describe, expect, test } from 'vitest';
import { missingWrites } from './acknowledged-writes.ts';
import type { StoredWrites } from './acknowledged-writes.ts';
import type { Write, WriteLog } from './continuous-writer.ts';

const write = (value: number): Write => ({
  token: `w-${String(value)}`,
  value,
  server: 'a:1',
  sentAt: 0,
  answeredAt: 1,
});
const log: WriteLog = {
  acknowledged: [write(1), write(2)],
  unknown: [write(3)],
  increments: { acknowledged: 4, unknown: 1 },
};
const entries = (...values: number[]) => values.map((value) => ({ token: `w-${String(value)}`, value }));

describe('acknowledged writes', () => {
  const good: readonly (readonly [string, StoredWrites])[] = [
    ['the unknown one did not happen', { entries: entries(1, 2), writes: 2, increments: 4 }],
    ['the unknown one happened', { entries: entries(1, 2, 3), writes: 3, increments: 5 }],
  ];
  test.each(good)('all there: %s', (_name, stored) => {
    expect(missingWrites(log, stored)).toEqual([]);
  });

  const bad: readonly (readonly [string, StoredWrites])[] = [
    ['is gone', { entries: entries(1), writes: 1, increments: 4 }],
    ['although its commit was refused', { entries: entries(1, 2, 9), writes: 3, increments: 4 }],
    ['the counter says 3', { entries: entries(1, 2), writes: 3, increments: 4 }],
    ['3 increments', { entries: entries(1, 2), writes: 2, increments: 3 }],
    ['6 increments', { entries: entries(1, 2), writes: 2, increments: 6 }],
    ['there twice', { entries: entries(1, 2, 2), writes: 3, increments: 4 }],
    ['instead of 2', { entries: [...entries(1), { token: 'w-2', value: 7 }], writes: 2, increments: 4 }],
  ];
  test.each(bad)('found: %s', (words, stored) => {
    expect(missingWrites(log, stored)).toEqual([expect.stringContaining(words)]);
  });
});
