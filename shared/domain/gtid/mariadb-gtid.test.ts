import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatMariadbGtids,
  hasReachedMariadb,
  mergeMariadbPositions,
  missingMariadb,
  parseMariadbGtids,
} from './mariadb-gtid.ts';
import type { MariadbGtid } from './mariadb-gtid.ts';

function parsed(text: string): readonly MariadbGtid[] {
  const gtids = parseMariadbGtids(text);
  if (gtids === null) throw new Error(`not MariaDB GTIDs: ${text}`);
  return gtids;
}

describe('parseMariadbGtids', () => {
  it.each([
    ['nothing', '', ''],
    ['one', '0-1-77', '0-1-77'],
    ['several domains with spaces', ' 0-1-77 , 1-5-3', '0-1-77,1-5-3'],
    ['a state: several servers in a domain', '0-1-77,0-2-78', '0-1-77,0-2-78'],
    ['the largest numbers', '4294967295-4294967295-18446744073709551615', '4294967295-4294967295-18446744073709551615'],
  ])('reads %s', (_name, text, canonical) => {
    expect(formatMariadbGtids(parsed(text))).toBe(canonical);
  });

  it.each([
    ['two parts', '0-1'],
    ['four parts', '0-1-2-3'],
    ['a word', '0-1-x'],
    ['an empty entry', '0-1-2,'],
    ['a server_id beyond 32 bits', '0-4294967296-1'],
    ['a sequence beyond 64 bits', '0-1-18446744073709551616'],
    ['a MySQL set', '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5'],
    ['one bad entry among good ones', '0-1-2,nonsense'],
  ])('refuses %s', (_name, text) => {
    expect(parseMariadbGtids(text)).toBeNull();
  });
});

describe('hasReachedMariadb', () => {
  it.each([
    ['the same position', '0-1-7', '0-1-7', true],
    ['a later one', '0-1-8', '0-1-7', true],
    ['an earlier one', '0-1-6', '0-1-7', false],
    ['written by another server', '0-2-7', '0-1-7', true],
    ['a domain missing in the position', '0-1-9', '0-1-7,1-1-1', false],
    ['a domain missing in the target', '0-1-9,1-1-1', '0-1-7', true],
    ['nothing against something', '', '0-1-1', false],
    ['an empty target', '', '', true],
    ['a state, of which the highest counts', '0-1-3,0-2-9', '0-1-7', true],
    ['numbers beyond 2^53', '0-1-9007199254740992', '0-1-9007199254740993', false],
  ])('%s', (_name, position, target, reached) => {
    expect(hasReachedMariadb(parsed(position), parsed(target))).toBe(reached);
  });

  it('names what is missing', () => {
    expect(formatMariadbGtids(missingMariadb(parsed('0-1-7,2-1-1'), parsed('0-1-9,1-1-4,2-1-1')))).toBe('0-1-9,1-1-4');
  });
});

const gtid: fc.Arbitrary<MariadbGtid> = fc.record({
  domain: fc.integer({ min: 0, max: 3 }),
  server: fc.integer({ min: 1, max: 3 }),
  sequence: fc.bigInt({ min: 0n, max: 30n }),
});
const gtids = fc.array(gtid, { maxLength: 8 });

/** The obvious model: every domain and sequence that has been passed. */
const passed = (list: readonly MariadbGtid[]): ReadonlySet<string> =>
  new Set(
    list.flatMap(({ domain, sequence }) =>
      Array.from({ length: Number(sequence) + 1 }, (_, at) => `${String(domain)}-${String(at)}`),
    ),
  );

describe('MariaDB positions agree with sets of what was passed', () => {
  it('in reaching and merging', () => {
    fc.assert(
      fc.property(gtids, gtids, (x, y) => {
        expect(hasReachedMariadb(x, y)).toBe([...passed(y)].every((point) => passed(x).has(point)));
        expect(passed(mergeMariadbPositions(x, y))).toEqual(new Set([...passed(x), ...passed(y)]));
        expect(passed([...x, ...missingMariadb(x, y)])).toEqual(new Set([...passed(x), ...passed(y)]));
      }),
    );
  });

  it('in text', () => {
    fc.assert(
      fc.property(gtids, (x) => {
        expect(parsed(formatMariadbGtids(x))).toEqual(x);
      }),
    );
  });
});
