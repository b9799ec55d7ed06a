import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { allGuardCodes } from '../../../shared/guards/registry.ts';
import { stepsOf } from '../../../shared/plans/plan.ts';
import { allKinds } from './all-kinds.ts';
import { operationsPage, pagePath } from './page.ts';

test('docs/operations.md is what the plans are; npm run docs writes it anew', async () => {
  expect(await readFile(pagePath, 'utf8')).toBe(operationsPage());
});

test('each example has steps, and names only guards that exist', () => {
  const known = allGuardCodes();
  for (const { plan, guards } of allKinds.flatMap(({ examples }) => examples)) {
    expect(stepsOf(plan.nodes).length).toBeGreaterThan(3);
    expect(guards.map(({ guard }) => guard).filter((guard) => !known.includes(guard))).toEqual([]);
  }
});
