import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importGuards } from './question.ts';

test('docs/import.md has a row on every question, and on no other', () => {
  const text = readFileSync(new URL('../../../../../docs/import.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(import-[a-z-]+)` +\| (.+?) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, code]) => code)).toEqual(importGuards);
  expect(rows.filter(([, , asked = '', cure = '']) => asked.length < 20 || cure.length < 10)).toEqual([]);
});
