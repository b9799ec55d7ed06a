import { expect, it } from 'vitest';

import { Transcript } from './transcript.ts';

it('shows the first open part live and holds the others back until it is done', () => {
  const shown: string[] = [];
  const transcript = new Transcript(['lint', 'unit'], (text) => shown.push(text));
  transcript.print('unit', 'u1 ');
  transcript.print('lint', 'l1 ');
  transcript.close('unit');
  expect(shown).toEqual(['l1 ']);
  transcript.close('lint');
  expect(shown).toEqual(['l1 ', 'u1 ']);
});
