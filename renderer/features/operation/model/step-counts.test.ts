import { expect, it } from 'vitest';
import { step } from '../../../ui/wizard/model/examples/preview.ts';
import { progressText } from './step-counts.ts';

it('says how far a cut off operation came; what ran when it was cut off is not proved', () => {
  const steps = (['proved', 'proved', 'running', 'pending', 'skipped'] as const).map((state) => step('s', { state }));
  expect(progressText(steps)).toBe('Of 4 steps: 2 proved, 1 begun and not proved, 1 not begun');
});
