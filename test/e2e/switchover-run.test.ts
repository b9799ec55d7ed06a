import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { openSignalbox } from './kit/open-signalbox.ts';
import { goToPlan, outcome } from './kit/wizard.ts';

const program = 'test/kit/serve-fake.ts';
const pace = ['--pace', '0.4'];

async function startRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Switch over…' }).click();
  await goToPlan(page);
  await page.getByRole('button', { name: /^Switch over to/ }).click();
}

test('a question of the running operation survives a reload and is answered in the window', async (context) => {
  const { page } = await openSignalbox(context, { program, args: ['--asking', ...pace] });
  await startRun(page);
  const question = page.getByRole('region', { name: 'Question' });
  await question.getByRole('heading', { name: 'Move the application away from the master now.' }).waitFor();
  await page.reload();
  await question.getByRole('button', { name: 'It is moved, go on' }).click();
  await page.getByRole('timer', { name: 'Writes blocked for' }).waitFor();
  expect(await outcome(page)).toMatch(/is the master now\.$/);
});

test('a running operation is found again after leaving the wizard', async (context) => {
  const { page } = await openSignalbox(context, { program, args: ['--asking', ...pace] });
  await startRun(page);
  await page.getByRole('region', { name: 'Question' }).waitFor();
  await page.getByRole('link', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Switch over…' }).click();
  await page.getByRole('region', { name: 'Question' }).waitFor();
  await page.getByRole('button', { name: 'Stop and undo' }).last().click();
  expect(await outcome(page)).toMatch(/^It was undone/);
});

test('a failed step is undone, and the report says what was undone and what was not run', async (context) => {
  const { page } = await openSignalbox(context, { program, args: ['--failing', ...pace] });
  await startRun(page);
  expect(await outcome(page)).toMatch(/^It was undone/);
  const steps = page.getByRole('list', { name: 'Steps', exact: true });
  for (const word of ['failed', 'undone', 'not run']) await steps.getByText(word, { exact: true }).first().waitFor();
  await steps.getByText('The candidate did not get there in 5 s.').waitFor();
});

test('hooks stand in the plan with their programs, and in the run with what they wrote', async (context) => {
  const { page } = await openSignalbox(context, { program, args: ['--hooked', ...pace] });
  await page.getByRole('button', { name: 'Switch over…' }).click();
  await goToPlan(page);
  const steps = page.getByRole('list', { name: 'Steps', exact: true });
  await steps.getByLabel('program of hook lb-before').getByText('"/usr/local/bin/lb" "before" "two words"').waitFor();
  await steps.getByLabel('program of hook lb-undone').waitFor();
  expect(await steps.getByLabel(/^output of hook/).count()).toBe(0);
  await steps.getByRole('button', { name: 'Run hook “lb-after”' }).click();
  await steps.getByText('SIGNALBOX_AT=after').waitFor();
  await page.getByRole('button', { name: /^Switch over to/ }).click();
  await steps.getByLabel('output of hook lb-before').getByText('before done').waitFor();
  expect(await outcome(page)).toMatch(/is the master now\.$/);
  await steps.getByLabel('output of hook lb-after').getByText('after done').waitFor();
  await steps.getByText('nothing was undone').waitFor();
});
