import { expect, test } from 'vitest';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { PutBackPreview } from '../../../../shared/plans/put-back-view.ts';
import { stopPointText } from './stop-point-text.ts';

const block = (code: string): GuardResult => ({
  ...{ code, server: 'db3:3306', verdict: 'block' },
  ...{ message: '', cure: null, accepted: null },
});
const textOf = (preview: Partial<PutBackPreview>) =>
  stopPointText({ provedBy: null, guards: [], record: 'r-1', ...preview } as PutBackPreview);

test('proved: where it continues, and nothing that would help', () => {
  expect(textOf({ provedBy: 'error-log' })).toMatchObject({ verdict: 'Proved.', instead: null });
});

test('not proved: what would prove it, with the command that reads an error log', () => {
  const { verdict, instead } = textOf({ guards: [block('stop-point')] });
  expect(verdict).toBe('Not proved.');
  expect(instead).toContain('signalbox put-back r-1 --error-log FILE');
});

test('applied again: no proof would help, so that none is asked for', () => {
  const { verdict, instead, above } = textOf({ guards: [block('applied-after-reset')] });
  expect(verdict).toBe('No place is right.');
  expect(instead).not.toContain('record');
  expect(above).not.toContain('may have been applied');
});
