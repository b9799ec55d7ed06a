import { expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';

import { command } from './kit/commands.ts';
import { faintTexts } from './kit/faint-texts.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

const program = 'test/kit/serve-fake.ts';
const args = ['--pace', '0.2'];

function card(page: Page, port: number): Locator {
  return page.getByRole('button', { name: new RegExp(`^127\\.0\\.0\\.1:${String(port)}, `) });
}

async function middle(of: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('It is not on screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a slave is dragged onto another server: the wizard opens, and nothing has changed', async (context) => {
  const { page } = await openSignalbox(context, { program, args });
  await card(page, 3312).waitFor();
  const from = await middle(card(page, 3312));
  const to = await middle(card(page, 3311));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.getByText('127.0.0.1:3312 replicates from 127.0.0.1:3311? Dropping opens the checks.').waitFor();
  expect(await card(page, 3310).getAttribute('data-drop')).toBe('impossible');
  await page.mouse.up();

  await page.getByRole('heading', { name: 'Which slave goes on elsewhere, and where?' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Replicates from' }).inputValue()).toBe('127.0.0.1:3311');
  expect(await faintTexts(page)).toEqual([]);
  await page.getByRole('radio', { name: /^At a position/ }).check();
  await page.getByText('Type the file and the offset first').waitFor();
  await page.getByLabel(/^File/).fill('mysql-bin.000007');
  await page.getByLabel('Offset').fill('48211');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByText('The position is not the start of a transaction.').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('radio', { name: /^Automatic/ }).check();
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByRole('region', { name: 'Where it continues' }).getByText('another server').waitFor();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('button', { name: 'Point 127.0.0.1:3312 at 127.0.0.1:3311' }).click();
  expect(await outcome(page)).toBe('127.0.0.1:3312 follows 127.0.0.1:3311 now.');
});

test('the same with the keyboard: M, arrows, Enter; Escape leaves everything', async (context) => {
  const { page } = await openSignalbox(context, { program, args });
  await card(page, 3311).focus();
  await page.keyboard.press('m');
  await page.getByText(/go to its new master with the arrow keys/).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText(/go to its new master with the arrow keys/).waitFor({ state: 'detached' });
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.getByText('127.0.0.1:3311 replicates from 127.0.0.1:3312? Enter opens the checks.').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Which slave goes on elsewhere, and where?' }).waitFor();
  await command(page, 'Map');
  await card(page, 3311).waitFor();
});

test('a lost position leads from its finding to a put back that is proved', async (context) => {
  const { page } = await openSignalbox(context, { program, args: ['--lost', ...args] });
  const finding = page.getByRole('button', { name: /the position was reset/ });
  await finding.waitFor();
  await page.getByRole('link', { name: 'Put it back…' }).click();
  const executed = page.getByRole('row', { name: /^Executed position/ });
  await executed.getByText('mysql-bin.000001:4').waitFor();
  await executed.getByText('as recorded').waitFor();
  expect(await faintTexts(page)).toEqual([]);
  await page.getByRole('button', { name: 'Check whether it is proved' }).click();
  await page.getByRole('region', { name: 'Where its data stands' }).getByText('Proved.').waitFor();
  expect(await faintTexts(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('button', { name: 'Put 127.0.0.1:3312 back' }).click();
  expect(await outcome(page)).toBe('127.0.0.1:3312 is back where it stood.');
  await page.getByRole('button', { name: 'Back to the map' }).click();
  await finding.waitFor({ state: 'detached' });
});
