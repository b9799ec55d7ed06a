import { expect, test } from 'vitest';
import type { ImportProgress } from '../../../shared/import/import-events.ts';
import type { RunningImport } from '../../../shared/import/running-import.ts';
import { fileName, progressText, standingText } from './import-text.ts';

const progress: ImportProgress = {
  readBytes: 43_900,
  storedBytes: 100_000,
  dataBytes: 1,
  rows: 1,
  elapsedMs: 1,
  bytesPerSecond: 1,
  rowsPerSecond: 1,
  secondsLeft: 180,
  active: [],
  phase: 'rows',
};
const running: RunningImport = {
  importId: 'i1',
  cluster: 'shop',
  server: 'db2:3306',
  file: '/backup/shop.sql',
  startedAt: 1,
  progress,
  stopping: false,
};

test('a file is called by the last part of its path', () => {
  expect(['/backup/shop.sql', 'C:\\backup\\shop.sql', ' shop.sql '].map(fileName)).toEqual(Array(3).fill('shop.sql'));
});

test.each([
  [running, 'is read to 43 %, 3 min left to read'],
  [{ ...running, progress: { ...progress, secondsLeft: null } }, 'is read to 43 %'],
  [{ ...running, progress: { ...progress, storedBytes: null } }, 'is read'],
  [
    { ...running, progress: { ...progress, phase: 'keys' as const } },
    'has been read; keys and what comes last are made',
  ],
  [{ ...running, progress: null }, 'has begun'],
  [{ ...running, stopping: true }, 'is being stopped'],
])('a running import says how far it is (%#)', (one, said) => {
  expect(progressText(one)).toBe(said);
});

test('each way of not having ended has words of its own', () => {
  const states = ['running', 'cut-off', 'stopped', 'cancelled'] as const;
  expect(new Set(states.map(standingText)).size).toBe(states.length);
});
