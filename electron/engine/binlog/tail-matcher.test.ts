import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { likeness } from './fingerprint.ts';
import { TailMatcher, type MatchFound } from './tail-matcher.ts';
import type { Fingerprint, Transaction } from './transaction.ts';

const rows = (content: string, shape = 'INT'): Fingerprint => ({
  form: 'rows',
  content,
  shapes: new Map([['app.t insert', shape]]),
});

function transaction(content: string, at = 0, gtid: string | null = null): Transaction {
  return {
    start: { file: 'binlog.000001', offset: at },
    end: { file: 'binlog.000001', offset: at + 1 },
    gtid,
    serverId: 1,
    timestamp: 1,
    tables: [],
    statements: 0,
    fingerprint: rows(content),
    complete: true,
    incident: false,
  };
}

/** One letter a transaction. */
function log(letters: string): Transaction[] {
  return Array.from(letters, (letter, index) => transaction(letter, index));
}

function match(tail: readonly Transaction[], source: readonly Transaction[]): MatchFound | null {
  const matcher = new TailMatcher(tail);
  for (const each of source) matcher.add(each);
  return matcher.result();
}

describe('the place of a tail', () => {
  test.each([
    // tail, log, offset right after the place, length, places, older after it
    ['abcd', 'xabcdyz', 5, 4, 1, false],
    ['abcd', 'abcd', 4, 4, 1, false],
    ['abcd', 'cdxabcd', 7, 4, 1, false],
    ['xbcd', 'abcd', 4, 3, 1, false],
    ['aaaa', 'baaaaaab', 5, 4, 3, false],
    ['baaaa', 'baaaaaab', 5, 5, 1, false],
    ['abab', 'xababab', 5, 4, 2, false],
    ['cab', 'abxc', 2, 2, 1, true],
    ['d', 'abc', null, 0, 0, false],
  ])('of %s in %s', (tail, source, offset, length, places, olderAfter) => {
    const found = match(log(tail), log(source));
    if (offset === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ position: { offset }, length, places, olderAfter });
  });

  test('is where a plain search finds the longest end of it', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });
    const longer = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
    fc.assert(
      fc.property(letters, longer, (tail, source) => {
        const fits = Array.from({ length: source.length }, (_each, index) => {
          const before = source.slice(0, index + 1);
          let length = 0;
          while (length < tail.length && before.endsWith(tail.slice(-(length + 1)))) length += 1;
          return length;
        });
        const longest = Math.max(0, ...fits);
        const found = match(log(tail), log(source));
        expect(found?.length ?? 0).toBe(longest);
        if (found === null) return;
        expect(found.places).toBe(fits.filter((length) => length === longest).length);
        expect(found.position.offset).toBe(fits.indexOf(longest) + 1);
      }),
    );
  });

  test('goes by GTID where both have one, and the content must not contradict it', () => {
    const tail = [transaction('a', 0, '0-1-1')];
    expect(match(tail, [transaction('x', 0, '0-1-0'), transaction('a', 1, '0-1-1')])).toMatchObject({ byGtid: true });
    expect(match(tail, [transaction('a', 0, '0-1-2')])).toBeNull();
    const matcher = new TailMatcher(tail);
    matcher.add(transaction('b', 0, '0-1-1'));
    expect(matcher.result()).toBeNull();
    expect(matcher.conflicts).toBe(1);
  });
});

test('other forms and other columns are not comparable; the same columns with other rows are different', () => {
  expect(likeness(rows('a'), rows('a', 'BIGINT'))).toBe('same');
  expect(likeness(rows('a'), rows('b'))).toBe('different');
  expect(likeness(rows('a'), rows('b', 'BIGINT'))).toBe('not-comparable');
  expect(likeness(rows('a'), { ...rows('b'), form: 'statements' })).toBe('not-comparable');
  expect(likeness(rows('a'), { ...rows('b'), shapes: new Map([['app.u insert', 'BIGINT']]) })).toBe('different');
});
