import { describe, expect, test } from 'vitest';
import { exampleChannel, type Bend } from '../testing/facts.ts';
import { judged, type Case } from '../testing/judges.ts';
import { asPlanned } from './as-planned.ts';

const ref = asPlanned.ref({
  servers: [
    { server: 'db1', readOnly: false, follows: null },
    { server: 'db2', readOnly: true, follows: { channel: '', source: 'db1:3306' } },
  ],
});
const db1: Bend = { status: { readOnly: false } };
const db2: Bend = { status: { channels: [exampleChannel('db1')] } };

const cases: readonly Case[] = [
  { name: 'everything as it was', ref, db1, db2, verdict: 'pass', says: 'as it was' },
  {
    name: 'a source that follows now',
    ref,
    db1: { status: { readOnly: false, channels: [exampleChannel('db2')] } },
    db2,
    verdict: 'block',
    says: 'db1 follows db2:3306 now, not nobody',
  },
  {
    name: 'a candidate that was opened',
    ref,
    db1,
    db2: { status: { readOnly: false, channels: [exampleChannel('db1')] } },
    verdict: 'block',
    says: 'db2 is writable now',
  },
  {
    name: 'a candidate without its channel',
    ref,
    db1,
    verdict: 'block',
    says: 'db2 follows nobody now, not db1:3306',
  },
];

describe('as-planned', () => {
  test.each(cases)('$name: $verdict', (situation) => {
    const { code, verdict, message, cure } = judged(situation);
    expect({ code, verdict }).toEqual({ code: situation.ref.guard, verdict: situation.verdict });
    expect(message).toContain(situation.says);
    expect(cure === null).toBe(verdict === 'pass');
  });
});
