import { describe, expect, test } from 'vitest';
import type { ServerView } from '../../../shared/domain/topology.ts';
import { dutyText } from './duty-text.ts';
import { exampleDuty } from './example-duty.ts';
import { currentDuties, standingOf } from './standing.ts';

const hourMs = 3_600_000; // ms
const server = (part: Partial<ServerView>): ServerView =>
  ({ id: 'old', role: 'standalone', writable: false, channels: [], ...part }) as unknown as ServerView;
const examined = { at: 2, act: 'examined', text: 'old: its log has no transactions.' } as const;
const cancelled = { at: 5, how: 'cancelled', because: 'Cancelled: x replicates from old; it is in use.' } as const;

describe('how a duty stands', () => {
  test.for([
    ['before the new source is open', exampleDuty({ state: 'waiting' }), [server({})], 'waiting'],
    ['with a server that is not on the map', exampleDuty(), [], 'away'],
    ['while it does not answer', exampleDuty(), [server({ role: 'unreachable', writable: null })], 'away'],
    ['back and writable', exampleDuty(), [server({ writable: true })], 'open'],
    ['back, and not known to be closed', exampleDuty(), [server({ writable: null })], 'open'],
    ['back and closed', exampleDuty(), [server({})], 'closed'],
    ['at its end', exampleDuty({ state: 'ended', ended: cancelled }), [server({})], 'ended'],
  ] as const)('%s', ([, duty, servers, kind]) => {
    expect(standingOf(duty, servers).kind).toBe(kind);
  });
});

describe('its words', () => {
  test('say what its log holds once that was read', () => {
    expect(dutyText(exampleDuty(), { kind: 'closed' }).detail).toMatch(/is being read/);
    expect(dutyText(exampleDuty({ acts: [examined] }), { kind: 'closed' }).detail).toBe('Its log has no transactions.');
  });

  test('say why nobody keeps it closed any more', () => {
    const text = dutyText(exampleDuty({ ended: cancelled }), { kind: 'ended', end: cancelled });
    expect(text.headline).toBe('Nobody keeps old closed any more.');
    expect(text.detail).toBe(cancelled.because);
  });
});

test('of a server the newest duty is shown, and an ended one for a day', () => {
  const newest = exampleDuty({ operation: 'newest', acceptedAt: 2 });
  expect(currentDuties([exampleDuty(), newest], 'shop', 3)).toEqual([newest]);
  expect(currentDuties([newest], 'crm', 3)).toEqual([]);
  const over = exampleDuty({ ended: cancelled });
  expect(currentDuties([over], 'shop', 5 + hourMs)).toEqual([over]);
  expect(currentDuties([over], 'shop', 5 + 25 * hourMs)).toEqual([]);
  expect(currentDuties([exampleDuty({ ended: { ...cancelled, how: 'undone' } })], 'shop', 6)).toEqual([]);
});
