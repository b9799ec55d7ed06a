import { expect, test } from 'vitest';
import type { DumpProgress } from '../../../shared/domain/dump.ts';
import { dumpProgressText } from './dump-text.ts';

const progress: DumpProgress = { phase: 'dumping', bytes: 12_300_000, tables: 3, table: 'shop.orders' };

test.each([
  [{ progress, stopping: false }, 'has written 12.3 MB, at shop.orders'],
  [{ progress: { ...progress, table: null }, stopping: false }, 'has written 12.3 MB'],
  [{ progress: { ...progress, phase: 'snapshot' as const }, stopping: false }, 'is at its snapshot'],
  [{ progress: { ...progress, phase: 'finishing' as const }, stopping: false }, 'is made durable'],
  [{ progress: null, stopping: false }, 'has begun'],
  [{ progress, stopping: true }, 'is being cancelled'],
])('a running dump says how far it is (%#)', (one, said) => {
  expect(dumpProgressText(one)).toBe(said);
});
