import { describe, expect, test } from 'vitest';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { forestOf } from './forest.ts';
import { layoutOf } from './layout.ts';
import type { Shape } from './shape.ts';

function shape(edges: Readonly<Record<ServerId, readonly ServerId[]>>): Shape {
  return { servers: Object.keys(edges), sources: new Map(Object.entries(edges)) };
}

function fan(count: number): Shape {
  const replicas = Array.from(
    { length: count - 1 },
    (_, index) => [`r${String(index).padStart(3, '0')}`, ['m']] as const,
  );
  return shape({ m: [], ...Object.fromEntries(replicas) });
}

describe('the forest', () => {
  test('has each server once, a ring broken at its first', () => {
    expect(forestOf(shape({ a: ['c'], b: ['a'], c: ['b'] }))).toEqual([
      { server: 'a', below: [{ server: 'b', below: [{ server: 'c', below: [] }] }] },
    ]);
  });

  test('hangs a server with two sources below the first', () => {
    const [a, b] = forestOf(shape({ a: [], b: [], c: ['b', 'a'] }));
    expect(a).toEqual({ server: 'a', below: [] });
    expect(b?.below).toEqual([{ server: 'c', below: [] }]);
  });
});

describe('the layout', () => {
  const shapes: Readonly<Record<string, Shape>> = {
    none: shape({}),
    'one server': shape({ a: [] }),
    'a master and two slaves': fan(3),
    'a pair': shape({ a: ['b'], b: ['a'] }),
    'a chain beside leaves': shape({ a: [], b: ['a'], c: ['b'], d: ['a'], e: ['a'] }),
    '20 servers': fan(20),
    '200 servers': fan(200),
  };

  test.each(Object.entries(shapes))('of %s places every server, none over another', (_name, given) => {
    const { cards, card } = layoutOf(given);
    expect([...cards.keys()].sort()).toEqual([...given.servers].sort());
    const boxes = [...cards.values()];
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        expect(Math.abs(a.x - b.x) >= card.width || Math.abs(a.y - b.y) >= card.height).toBe(true);
      }
    }
  });

  test('puts every source above those that follow it', () => {
    const { cards } = layoutOf(shape({ a: [], b: ['a'], c: ['b'], d: ['a'] }));
    const top = (server: string): number => cards.get(server)?.y ?? NaN;
    expect(top('a')).toBeLessThan(top('b'));
    expect(top('b')).toBe(top('d'));
    expect(top('b')).toBeLessThan(top('c'));
  });

  test('does not depend on the order in which servers are listed', () => {
    const given = fan(9);
    const turned: Shape = { servers: [...given.servers].reverse(), sources: given.sources };
    expect(layoutOf(turned).cards).toEqual(layoutOf(given).cards);
  });

  test('begins and ends rails at the cards’ edges', () => {
    const { cards, rails, card } = layoutOf(fan(20));
    const rail = rails.get('r007');
    const end = cards.get('r007');
    expect(rail?.from).toBe('m');
    expect(rail?.points.at(-1)).toEqual({ x: (end?.x ?? 0) + card.width / 2, y: end?.y });
  });

  test('makes cards of a large cluster small', () => {
    expect(layoutOf(fan(200)).card.height).toBeLessThan(layoutOf(fan(20)).card.height);
  });
});
