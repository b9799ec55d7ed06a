import { expect, test } from 'vitest';

import { exampleChannel, factsOf } from './example-facts.ts';
import { readingOrder } from './reading-order.ts';

const order = (...servers: readonly (readonly [string, ...string[]])[]) =>
  readingOrder(
    factsOf(
      ...servers.map(([id, ...sources], index) => ({
        id: `${id}:3306`,
        serverId: index + 1,
        channels: sources.map((source) => exampleChannel(`${source}:3306`, { name: source })),
      })),
    ),
  ).map((level) => level.map((id) => id.replace(':3306', '')).sort());

test('replicas before their sources', () => {
  expect(order(['a'], ['b', 'a'], ['c', 'a'])).toEqual([['b', 'c'], ['a']]);
  expect(order(['a'], ['b', 'a'], ['c', 'b'])).toEqual([['c'], ['b'], ['a']]);
});

test('a source of servers at several depths comes last', () => {
  expect(order(['a'], ['b', 'a'], ['c', 'b'], ['d', 'a'])).toEqual([['c', 'd'], ['b'], ['a']]);
});

test('a ring is read together, after what hangs from it and before what it follows', () => {
  expect(order(['a', 'b'], ['b', 'a'])).toEqual([['a', 'b']]);
  expect(order(['a', 'b', 'x'], ['b', 'a'], ['c', 'a'], ['x'])).toEqual([['c'], ['a', 'b'], ['x']]);
  expect(order(['a', 'c'], ['b', 'a'], ['c', 'b'])).toEqual([['a', 'b', 'c']]);
});

test('of a pair the read-only one is read first', () => {
  const facts = factsOf(
    { id: 'a:3306', serverId: 1, channels: [exampleChannel('b:3306')] },
    { id: 'b:3306', serverId: 2, channels: [exampleChannel('a:3306')], status: { readOnly: true } },
    { id: 'c:3306', serverId: 3, channels: [exampleChannel('a:3306')], status: { readOnly: true } },
  );
  expect(readingOrder(facts)).toEqual([['c:3306'], ['b:3306'], ['a:3306']]);
});

test('a server that follows itself or an unknown one does not stop the others', () => {
  expect(order(['a', 'a'], ['b', 'elsewhere'])).toEqual([['a', 'b']]);
});
