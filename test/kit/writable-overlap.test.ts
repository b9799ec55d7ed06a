import { describe, expect, test } from 'vitest';
import { acceptedBy, writableOverlaps } from './writable-overlap.ts';
import type { Probe } from './writable-overlap.ts';

const yes = (sentAt: number, answeredAt: number): Probe => ({ sentAt, answeredAt, accepted: true });
const no = (sentAt: number, answeredAt: number): Probe => ({ sentAt, answeredAt, accepted: false });
const logOf = (a: readonly Probe[], b: readonly Probe[]) =>
  new Map([
    ['a:1', a],
    ['b:1', b],
  ]);

describe('writable overlaps', () => {
  const clean: readonly (readonly [string, readonly Probe[], readonly Probe[]])[] = [
    ['only one is ever open', [yes(0, 1), yes(2, 3)], [no(0, 1), no(2, 3)]],
    ['a switch', [yes(0, 1), yes(2, 3), no(4, 5)], [no(0, 1), no(2, 3), yes(6, 7), yes(8, 9)]],
    [
      'there and back again',
      [yes(0, 1), yes(2, 3), no(4, 5), yes(12, 13), yes(14, 15)],
      [no(0, 1), yes(6, 7), yes(8, 9), no(10, 11), no(14, 15)],
    ],
    [
      'a last probe that was answered late, after the other had opened',
      [yes(0, 1), yes(2, 9), no(10, 11)],
      [yes(4, 5), yes(6, 7)],
    ],
    ['single probes at the same time, which prove no order', [yes(0, 5), no(6, 7)], [yes(1, 4)]],
  ];
  test.each(clean)('none: %s', (_name, a, b) => {
    expect(writableOverlaps(logOf(a, b))).toEqual([]);
  });

  const broken: readonly (readonly [string, readonly Probe[], readonly Probe[]])[] = [
    ['both all the time', [yes(0, 1), yes(2, 3), yes(4, 5)], [yes(0, 1), yes(2, 3), yes(4, 5)]],
    ['one write in the middle of the other’s opening', [yes(0, 1), yes(8, 9)], [no(0, 1), yes(4, 5), no(6, 7)]],
    ['the old one closed too late', [yes(0, 1), yes(2, 3), yes(8, 9), no(10, 11)], [no(0, 1), yes(4, 5), yes(12, 13)]],
    ['the second of three openings', [yes(0, 1), no(2, 3), yes(10, 11), yes(20, 21)], [yes(14, 15), yes(16, 17)]],
  ];
  test.each(broken)('found: %s', (_name, a, b) => {
    expect(writableOverlaps(logOf(a, b))).toHaveLength(1);
  });

  test('accepted probes are counted by server', () => {
    const log = logOf([yes(0, 1), no(2, 3), yes(4, 5)], [no(0, 1)]);
    expect([acceptedBy(log, 'a:1'), acceptedBy(log, 'b:1'), acceptedBy(log, 'c:1')]).toEqual([2, 0, 0]);
  });
});
