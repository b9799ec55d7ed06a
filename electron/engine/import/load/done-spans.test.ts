import { expect, test } from 'vitest';
import { DoneSpans } from './done-spans.ts';

test('a place is done from the first to the last of a span, and nowhere else', () => {
  const done = new DoneSpans([
    { from: 50, until: 50 },
    { from: 10, until: 30 },
  ]);
  const places = [9, 10, 20, 30, 31, 49, 50, 51];
  expect(places.filter((offset) => done.has({ offset }))).toEqual([10, 20, 30, 50]);
  expect(done.furthest).toBe(50);
});

test('nothing is done without any, and a million are looked through', () => {
  expect(new DoneSpans([]).has({ offset: 0 })).toBe(false);
  expect(new DoneSpans([]).furthest).toBe(-1);
  const many = new DoneSpans(Array.from({ length: 1_000_000 }, (_, n) => ({ from: n * 10, until: n * 10 + 4 })));
  expect([many.has({ offset: 5_000_004 }), many.has({ offset: 5_000_005 })]).toEqual([true, false]);
});
