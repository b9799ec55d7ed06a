import { describe, expect, test } from 'vitest';
import type { GtidFacts } from '../domain/facts.ts';
import { exampleChannel, type Bend } from './testing/facts.ts';
import { judged, type Case } from './testing/judges.ts';
import { committedAbove, workersClosed } from './workers.ts';

const executed = { file: 'binlog.000009', offset: 900 };
const above = { file: 'binlog.000010', offset: 158 };
const off: GtidFacts = { kind: 'mysql', mode: 'OFF', executed: '', purged: '' };
const on: GtidFacts = { ...off, mode: 'ON' };
const byGtid = exampleChannel('db1', { sql: 'no', executed, positioning: 'auto-position' });
const ref = workersClosed.ref({ server: 'db2', channel: '' });

function left(furthest: typeof above | null, sql: 'yes' | 'no' = 'no', gtid = off): Bend {
  const channels = [exampleChannel('db1', { sql, executed, positioning: 'file' })];
  return { status: { gtid, channels }, workers: { channels: [{ channel: '', furthest }] } };
}

const cases: readonly Case[] = [
  { name: 'committed above the executed position', ref, db2: left(above), verdict: 'block', says: '1802' },
  { name: 'stopped by itself', ref, db2: left(executed), verdict: 'pass', says: 'stands' },
  { name: 'no worker has ever committed', ref, db2: left(null), verdict: 'pass', says: 'stands' },
  { name: 'an applier that runs', ref, db2: left(above, 'yes'), verdict: 'pass', says: 'stands' },
  { name: 'by file with GTIDs on', ref, db2: left(above, 'no', on), verdict: 'block', says: '1802' },
  {
    name: 'by auto-position',
    ref,
    db2: { ...left(above), status: { gtid: on, channels: [byGtid] } },
    verdict: 'pass',
    says: 'stands',
  },
  { name: 'tables that can’t be read', ref, db2: { ...left(above), workers: null }, verdict: 'pass', says: 'stands' },
];

describe('an applier of several workers', () => {
  test.each(cases)('$name: $verdict', (given) => {
    const { verdict, message } = judged(given);
    expect(verdict).toBe(given.verdict);
    expect(message).toContain(given.says);
  });

  test('what is not told is not taken for nothing', () => {
    const channel = { name: 'b', executed };
    expect(committedAbove(channel, undefined)).toEqual({ kind: 'untold' });
    expect(committedAbove(channel, [{ channel: '', furthest: null }])).toEqual({ kind: 'untold' });
    expect(committedAbove(channel, [{ channel: 'b', furthest: above }])).toEqual({ kind: 'some', upTo: above });
  });
});
