import { describe, expect, test } from 'vitest';
import type { Bend } from '../testing/facts.ts';
import { judged, type Case } from '../testing/judges.ts';
import { nothingWrittenSince } from './written.ts';

const ref = nothingWrittenSince.ref({
  server: 'db1',
  position: { file: 'binlog.000003', offset: 9120, gtid: null },
});

/** Sizes of its files from `binlog.000002` on; it writes the last. */
function logs(...bytes: readonly number[]): Bend {
  const files = bytes.map((size, index) => ({ name: `binlog.00000${String(index + 2)}`, bytes: size }));
  const last = files.at(-1) ?? { name: '', bytes: 0 };
  return {
    status: { position: { file: last.name, offset: last.bytes }, gtid: { kind: 'none' } },
    binlogs: { files },
  };
}

const moved = 'has moved on from binlog.000003:9120';
const cases: readonly Case[] = [
  { name: 'where it was', ref, db1: logs(500, 9120), verdict: 'pass', says: 'nothing since' },
  { name: 'killed and started', ref, db1: logs(500, 9120, 120), verdict: 'pass', says: 'a new log' },
  { name: 'shut down and started', ref, db1: logs(500, 9143, 157), verdict: 'pass', says: 'a new log' },
  { name: 'killed and started twice', ref, db1: logs(500, 9120, 120, 120), verdict: 'pass', says: 'a new log' },
  { name: 'further in the same log', ref, db1: logs(500, 9300), verdict: 'block', says: moved },
  { name: 'written before the restart', ref, db1: logs(500, 9300, 120), verdict: 'block', says: moved },
  { name: 'written after the restart', ref, db1: logs(500, 9120, 204), verdict: 'block', says: moved },
  { name: 'written between two restarts', ref, db1: logs(500, 9120, 204, 120), verdict: 'block', says: moved },
  { name: 'a log that lost its end', ref, db1: logs(500, 9000, 120), verdict: 'block', says: moved },
  { name: 'logs that can’t be seen', ref, db1: { ...logs(500, 9120), binlogs: null }, verdict: 'block', says: 'db1' },
  {
    name: 'a log that is gone',
    ref,
    db1: { ...logs(500, 9120, 120), binlogs: { files: [{ name: 'binlog.000004', bytes: 120 }] } },
    verdict: 'block',
    says: moved,
  },
];

describe('whether a server without GTIDs wrote anything', () => {
  test.each(cases)('$name: $verdict', (each) => {
    const { verdict, message } = judged(each);
    expect(verdict).toBe(each.verdict);
    expect(message).toContain(each.says);
  });
});
