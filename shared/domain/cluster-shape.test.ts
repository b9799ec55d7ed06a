import { expect, test } from 'vitest';
import { clusterShapes, isPaired, sourcesIn } from './cluster-shape.ts';

test('who follows whom', () => {
  expect(sourcesIn('star', 4)).toEqual([null, 0, 0, 0]);
  expect(sourcesIn('chain', 4)).toEqual([null, 0, 1, 0]);
  expect(sourcesIn('pair', 4)).toEqual([1, 0, 0, 0]);
});

test('only the two of a pair take writes in turns', () => {
  const paired = clusterShapes.map((shape) => [0, 1, 2].map((place) => isPaired(shape, place)));
  expect(paired).toEqual([
    [false, false, false],
    [false, false, false],
    [true, true, false],
  ]);
});
