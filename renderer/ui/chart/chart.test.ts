import { expect, test } from 'vitest';
import { chartShape } from './chart.ts';

test('a single look is no line', () => {
  expect(chartShape([], 100, 50)).toBeNull();
  expect(chartShape([{ at: 500, value: 3 }], 100, 50)).toBeNull();
});

test('time goes from nothing to the last look, values to the next round number', () => {
  const points = [
    { at: 500, value: 0 },
    { at: 1000, value: 30 },
  ];
  expect(chartShape(points, 100, 50)).toEqual({
    line: 'M50.0 50.0L100.0 20.0',
    area: 'M50.0 50.0L100.0 20.0L100.0 50L50.0 50Z',
    top: 50,
  });
});

test('where nothing moves the line lies at the bottom', () => {
  const still = [1, 2].map((at) => ({ at, value: 0 }));
  expect(chartShape(still, 100, 50)).toMatchObject({ line: 'M50.0 50.0L100.0 50.0', top: 1 });
});
