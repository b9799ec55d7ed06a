import { describe, expect, test } from 'vitest';
import { contrast } from './contrast.ts';
import { dark, light } from './tokens.ts';

const surfaces = ['bg', 'panel', 'card', 'raise'];
const pairs = [
  ...surfaces.flatMap((surface) =>
    ['text', 'dim', 'faint', 'accent', 'ok', 'warn', 'bad'].map((ink) => [ink, surface]),
  ),
  ['text', 'hover'],
  ['dim', 'hover'],
  ['on-accent', 'accent'],
  ['on-prod', 'prod'],
  ['ok', 'ok-bg'],
  ['warn', 'warn-bg'],
  ['bad', 'bad-bg'],
  ['accent', 'accent-bg'],
  ['text', 'accent-bg'],
  ['text', 'bad-bg'],
  ['text', 'warn-bg'],
] as [string, string][];

describe.each([
  ['dark', dark],
  ['light', light],
] as const)('in the %s theme', (_scheme, tokens) => {
  test.each(['bg', 'panel', 'card'])('the warning line can be seen on %s', (surface) => {
    expect(contrast(tokens['--warn-mark'] ?? '', tokens[`--${surface}`] ?? '')).toBeGreaterThanOrEqual(3);
  });

  test.each(pairs)('%s can be read on %s', (ink, surface) => {
    expect(contrast(tokens[`--${ink}`] ?? '', tokens[`--${surface}`] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});

test('black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
