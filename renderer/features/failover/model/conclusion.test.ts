import { expect, test } from 'vitest';
import type { Conclusion } from '../../../../shared/domain/evidence.ts';
import { askAgainAt, lookOf, wayOn } from './conclusion.ts';

const of = (kind: Exclude<Conclusion['kind'], 'too-early'>): Conclusion => ({ kind, because: '' });
const early = (secondsLeft: number): Conclusion => ({ kind: 'too-early', secondsLeft, because: '' });

test.for([
  [of('dead'), 'candidate', 'bad'],
  [of('hangs'), 'candidate', 'bad'],
  [early(4), 'unproved', 'warn'],
  [of('no-witness'), 'unproved', 'warn'],
  [of('answers'), 'switchover', 'ok'],
  [of('refuses'), 'mend', 'warn'],
  [of('heard-by-replicas'), 'mend', 'ok'],
] as const)('$0.kind leads to $1', ([conclusion, way, tone]) => {
  expect(wayOn(conclusion).kind).toBe(way);
  expect(lookOf(conclusion).tone).toBe(tone);
});

test('what is too early is asked again when it is over, and not in a rush', () => {
  expect(askAgainAt(early(6.2), 10_000)).toBe(17_000);
  expect(askAgainAt(early(0), 10_000)).toBe(11_000);
  expect(askAgainAt(of('dead'), 10_000)).toBeNull();
});
