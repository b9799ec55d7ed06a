/**
 * Takes the pictures in docs/images: every screen of the main job on the yard, in both themes.
 * Run after a build: `node test/e2e/screenshots.ts`.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from './kit/chromium.ts';
import { command } from './kit/commands.ts';
import { root, startHost } from './kit/host-process.ts';
import { goToPlan, outcome } from './kit/wizard.ts';

const folder = join(root, 'docs/images');
const themes = { dark: 'Dark theme', light: 'Light theme' } as const;

/** The same screen in both themes; the last one stays. */
async function picture(page: Page, name: string): Promise<void> {
  for (const [theme, title] of Object.entries(themes).toReversed()) {
    await command(page, title);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });
  }
}

async function tour(page: Page): Promise<void> {
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await page.getByRole('button', { name: 'Practise on the yard' }).waitFor();
  await picture(page, 'first-run');
  await page.getByRole('button', { name: 'Practise on the yard' }).click();
  const slave = page.getByRole('button', { name: /^127\.0\.0\.1:\d+, slave/i }).first();
  await slave.waitFor({ timeout: 90_000 });
  await picture(page, 'map');
  await slave.click();
  await picture(page, 'map-server');
  await page.getByRole('button', { name: 'Switch over…' }).click();
  await page.getByRole('radio', { checked: true }).waitFor();
  await picture(page, 'switchover-choose');
  await page.getByRole('button', { name: /^Check / }).click();
  await page.getByText(/checks? passed/).waitFor();
  await picture(page, 'switchover-checks');
  await page.getByRole('button', { name: 'Back' }).click();
  await goToPlan(page);
  await picture(page, 'switchover-plan');
  await page.getByRole('button', { name: /^Switch over to/ }).click();
  await outcome(page);
  await picture(page, 'switchover-done');
  await screens.getByRole('link', { name: 'Journal' }).click();
  await page.getByRole('radio', { name: 'Operations' }).waitFor({ state: 'attached' });
  await picture(page, 'journal');
  await page.getByRole('radio', { name: 'Operations' }).check({ force: true });
  await page.getByRole('link', { name: /^Switch over / }).click();
  await page.getByRole('region', { name: 'Outcome' }).waitFor();
  await picture(page, 'journal-operation');
  await page
    .getByRole('link', { name: /^Compare the records of/ })
    .first()
    .click();
  await page.getByRole('row', { name: /^read_only/ }).waitFor();
  await picture(page, 'journal-compare');
  await screens.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await picture(page, 'settings');
}

const home = await mkdtemp(join(tmpdir(), 'sbx-pictures-'));
await mkdir(folder, { recursive: true });
const folders = ['--data-dir', home, '--config', join(home, 'signalbox.yaml'), '--port', '0'];
const host = await startHost({ program: ['dist/browser/main.js', ...folders], home });
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(20_000);
  await page.goto(host.url);
  await tour(page);
} finally {
  await browser.close();
  await host.end();
  const args = [
    join(root, 'dist/cli/main.js'),
    'yard',
    'down',
    '--data-dir',
    home,
    '--config',
    join(home, 'signalbox.yaml'),
  ];
  await promisify(execFile)(process.execPath, args, { timeout: 60_000, env: { ...process.env, HOME: home } });
  await rm(home, { recursive: true, force: true });
}
