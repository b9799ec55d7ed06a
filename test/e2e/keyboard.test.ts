import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

/** More stops than any screen has. */
const tabsAtMost = 60;

/** Goes on with Tab until `target` has the focus, as someone without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < tabsAtMost; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(target)} can’t be reached with Tab.`);
}

test('the whole switchover is done with the keyboard alone', { timeout: 90_000 }, async (context) => {
  const { page } = await openSignalbox(context, { program: 'test/kit/serve-fake.ts', args: ['--pace', '0.3'] });
  await tabTo(page, page.getByRole('button', { name: 'Switch over…' }));
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('radio', { checked: true }));
  await page.keyboard.press('ArrowDown');
  const other = page.getByRole('radio', { name: /with warnings/ });
  await expect.poll(() => other.isChecked(), { timeout: 5_000 }).toBe(true);
  await tabTo(page, page.getByRole('button', { name: /^Check / }));
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('checkbox', { name: /^Go on with/ }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('known since Monday');
  await tabTo(page, page.getByRole('button', { name: 'Show the plan' }));
  await page.keyboard.press('Enter');

  await page.getByText('Accepted: “known since Monday”').waitFor();
  const step = page.getByRole('button', { name: 'Stop writes on the master' });
  await tabTo(page, step);
  await page.keyboard.press('Enter');
  expect(await step.getAttribute('aria-expanded')).toBe('true');
  await tabTo(page, page.getByRole('button', { name: /^Switch over to/ }));
  await page.keyboard.press('Enter');
  expect(await outcome(page)).toMatch(/is the master now\.$/);
});
