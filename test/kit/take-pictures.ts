/**
 * Takes docs/pictures/: every screen in both themes, on the real practice servers.
 *
 *   node build/bundle.ts && node_modules/.bin/node test/kit/take-pictures.ts
 *
 * Look at them before they are committed; that is what they are for.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

import { launchChromium } from '../e2e/kit/chromium.ts';
import { command } from '../e2e/kit/commands.ts';
import { root, startHost } from '../e2e/kit/host-process.ts';
import { goToPlan, outcome } from '../e2e/kit/wizard.ts';

const folder = join(root, 'docs/pictures');
const yardMs = 60_000;

type Take = (screen: string) => Promise<void>;

async function walk(page: Page, take: Take): Promise<void> {
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await page.getByRole('button', { name: 'Practise on the yard' }).waitFor();
  await take('welcome');
  await page.getByRole('button', { name: 'Practise on the yard' }).click();
  await page.getByRole('button', { name: /, master/i }).waitFor({ timeout: yardMs });
  await page
    .getByRole('button', { name: /, slave/i })
    .first()
    .click();
  await take('map');
  await switchOver(page, take);
  await page.getByRole('link', { name: 'Open in the journal' }).click();
  await page.getByRole('region', { name: 'This operation' }).waitFor();
  await take('operation');
  await page.getByRole('link', { name: 'Compare the records of' }).first().click();
  await page.getByRole('table').waitFor();
  await take('comparison');
  await page.getByRole('columnheader').nth(2).getByRole('link').click();
  await page.getByRole('region', { name: 'This record' }).waitFor();
  await take('record');
  await screens.getByRole('link', { name: 'Journal' }).click();
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText(/chain unbroken/).waitFor();
  await take('journal');
  await screens.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('region', { name: 'Words and look' }).waitFor();
  await take('settings');
  await page.getByRole('link', { name: 'Add servers' }).click();
  await page.getByRole('region', { name: 'Account', exact: true }).waitFor();
  await take('add-servers');
}

async function switchOver(page: Page, take: Take): Promise<void> {
  await page.getByRole('button', { name: 'Switch over…' }).click();
  await page.getByRole('radio', { checked: true }).waitFor();
  await take('switchover-1-choose');
  await goToPlan(page);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByText(/checks? passed/).waitFor();
  await take('switchover-2-checks');
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('button', { name: /^Switch over to/ }).waitFor();
  await take('switchover-3-plan');
  await page.getByRole('button', { name: /^Switch over to/ }).click();
  await page.getByRole('timer', { name: 'Writes blocked for' }).waitFor();
  await take('switchover-4-run');
  await outcome(page);
  await page.getByRole('link', { name: 'Compare the records of' }).first().waitFor();
  await take('switchover-5-done');
}

async function takeAll(theme: 'Light theme' | 'Dark theme'): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'sbx-pictures-'));
  const args = ['--data-dir', home, '--config', join(home, 'signalbox.yaml'), '--port', '0'];
  const host = await startHost({ program: ['dist/browser/main.js', ...args], home });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(host.url);
    await command(page, theme);
    const suffix = theme === 'Light theme' ? 'light' : 'dark';
    await walk(page, async (screen) => {
      await page.screenshot({ path: join(folder, `${screen}-${suffix}.png`), animations: 'disabled' });
    });
  } finally {
    await browser.close();
    await host.end();
    const down = [join(root, 'dist/cli/main.js'), 'yard', 'down', '--data-dir', home];
    await promisify(execFile)(process.execPath, down, { timeout: yardMs });
    await rm(home, { recursive: true, force: true });
  }
}

await mkdir(folder, { recursive: true });
await takeAll('Dark theme');
await takeAll('Light theme');
