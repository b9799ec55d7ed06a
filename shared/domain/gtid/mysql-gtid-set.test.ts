import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containsGtidSet,
  countTransactions,
  formatGtidSet,
  intersectGtidSets,
  isEmptyGtidSet,
  parseGtidSet,
  subtractGtidSets,
  unionGtidSets,
} from './mysql-gtid-set.ts';
import type { GtidSet } from './mysql-gtid-set.ts';

const a = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const b = '4e11fa47-71ca-11e1-9e33-c80aa9429562';

function parsed(text: string): GtidSet {
  const set = parseGtidSet(text);
  if (set === null) throw new Error(`not a GTID set: ${text}`);
  return set;
}

describe('parseGtidSet', () => {
  it.each([
    ['nothing', '', ''],
    ['white space only', ' \n ', ''],
    ['one transaction', `${a}:7`, `${a}:7`],
    ['an interval', `${a}:1-5`, `${a}:1-5`],
    ['upper case', `${a.toUpperCase()}:1-5`, `${a}:1-5`],
    ['line breaks after commas, as servers print', `${a}:1-5,\n${b}:1-3:5`, `${a}:1-5,${b}:1-3:5`],
    ['white space around every part', ` ${a} : 1 - 5 : 9 `, `${a}:1-5:9`],
    ['sources out of order', `${b}:1,${a}:1`, `${a}:1,${b}:1`],
    ['a source named twice', `${a}:1-3,${a}:4-6`, `${a}:1-6`],
    ['overlapping and unsorted intervals', `${a}:7-9:1-5:4-6`, `${a}:1-9`],
    ['a trailing comma', `${a}:1,`, `${a}:1`],
    ['a tag', `${a}:Tag_1:1-5`, `${a}:tag_1:1-5`],
    ['untagged and tagged', `${a}:1-5:beta:7:alfa:1-3:9`, `${a}:1-5:alfa:1-3:9:beta:7`],
    ['the largest sequence', `${a}:9223372036854775806`, `${a}:9223372036854775806`],
  ])('reads %s', (_name, text, canonical) => {
    expect(formatGtidSet(parsed(text))).toBe(canonical);
  });

  it.each([
    ['no interval', a],
    ['an empty interval', `${a}:`],
    ['a tag without an interval', `${a}:1-5:tag`],
    ['two tags in a row', `${a}:one:two:1`],
    ['sequence zero', `${a}:0`],
    ['a reversed interval', `${a}:5-3`],
    ['a sequence beyond the largest', `${a}:9223372036854775807`],
    ['a number far too long', `${a}:1-99999999999999999999`],
    ['a negative number', `${a}:-5`],
    ['a MariaDB position', '0-1-77'],
    ['a uuid cut short', `${a.slice(1)}:1`],
    ['a uuid without dashes', `${a.replaceAll('-', '')}:1`],
    ['one bad source among good ones', `${a}:1-5,nonsense`],
    ['a fraction', `${a}:1.5`],
    ['a tag that starts with a digit', `${a}:1tag:5`],
  ])('refuses %s', (_name, text) => {
    expect(parseGtidSet(text)).toBeNull();
  });
});

describe('counting', () => {
  it('is exact beyond 2^53', () => {
    expect(countTransactions(parsed(`${a}:1-9223372036854775806`))).toBe(9223372036854775806n);
    const rest = subtractGtidSets(parsed(`${a}:1-9007199254740993`), parsed(`${a}:1-9007199254740992`));
    expect(formatGtidSet(rest)).toBe(`${a}:9007199254740993`);
  });
});

/** The obvious model: every transaction by name. */
type Model = ReadonlySet<string>;

const sources = [a, b, `${a}:tag`] as const;
const transaction = fc
  .tuple(fc.constantFrom(...sources), fc.integer({ min: 1, max: 40 }))
  .map(([source, sequence]) => `${source}:${String(sequence)}`);
const model: fc.Arbitrary<Model> = fc.array(transaction, { maxLength: 60 }).map((names) => new Set(names));
const setOf = (names: Model): GtidSet => parsed([...names].join(','));

function modelOf(set: GtidSet): Model {
  const names: string[] = [];
  for (const [source, intervals] of set) {
    for (const { first, last } of intervals) {
      for (let sequence = first; sequence <= last; sequence += 1n) names.push(`${source}:${String(sequence)}`);
    }
  }
  return new Set(names);
}

describe('GTID algebra agrees with sets of names', () => {
  it('in union, subtraction and intersection', () => {
    fc.assert(
      fc.property(model, model, (x, y) => {
        expect(modelOf(unionGtidSets(setOf(x), setOf(y)))).toEqual(new Set([...x, ...y]));
        expect(modelOf(subtractGtidSets(setOf(x), setOf(y)))).toEqual(new Set([...x].filter((name) => !y.has(name))));
        expect(modelOf(intersectGtidSets(setOf(x), setOf(y)))).toEqual(new Set([...x].filter((name) => y.has(name))));
      }),
    );
  });

  it('in containment, emptiness and number', () => {
    fc.assert(
      fc.property(model, model, (x, y) => {
        expect(containsGtidSet(setOf(x), setOf(y))).toBe([...y].every((name) => x.has(name)));
        expect(containsGtidSet(setOf(new Set([...x, ...y])), setOf(y))).toBe(true);
        expect(isEmptyGtidSet(setOf(x))).toBe(x.size === 0);
        expect(countTransactions(setOf(x))).toBe(BigInt(x.size));
      }),
    );
  });

  it('in text: what is written is read back the same, and equal sets have equal text', () => {
    fc.assert(
      fc.property(model, fc.nat(), (x, turn) => {
        const names = [...x];
        const cut = names.length === 0 ? 0 : turn % names.length;
        const rotated = parsed([...names.slice(cut), ...names.slice(0, cut)].join(',\n'));
        expect(parsed(formatGtidSet(setOf(x)))).toEqual(setOf(x));
        expect(formatGtidSet(rotated)).toBe(formatGtidSet(setOf(x)));
      }),
    );
  });
});
