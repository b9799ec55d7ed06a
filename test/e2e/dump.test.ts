import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { scanned } from '../integration/dump/dumping.ts';
import { describeOn } from '../kit/families.ts';
import { holdDumps, sqlThread, startDumpScene } from './kit/dump-scene.ts';
import { faintTexts } from './kit/faint-texts.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'taking a dump in the window', () => {
    test(
      'from the slave’s panel, agreed to, left and found again, to the file with both pairs and to what comes next',
      { timeout: 240_000 },
      async (context) => {
        const scene = await startDumpScene(family, (end) => context.onTestFinished(end));
        const { topology, replica, folder, config } = scene;
        const goOn = await holdDumps(scene, (end) => context.onTestFinished(end));
        const { page } = await openSignalbox(context, { config });
        page.setDefaultTimeout(45_000);
        const out = join(folder, 'shop.sql.gz');
        await page.getByRole('button', { name: new RegExp(`^${replica.address}, `) }).click();
        await page.getByRole('button', { name: `Take a dump of ${replica.address}…` }).click();
        await page.getByRole('radio', { name: 'All of them' }).waitFor();
        await page.getByRole('radio', { name: 'Only these' }).check();
        await page.getByText('Choose a database first').waitFor();
        await page.getByRole('checkbox', { name: 'shop' }).check();
        await page.getByText('Name the file first').waitFor();
        await page.getByLabel('Into the file').fill(join(folder, 'config.yaml'));
        await page.getByRole('button', { name: 'Check it' }).click();
        await page.getByRole('alert').getByText('Let the file’s name end in').waitFor();
        await page.getByRole('button', { name: 'Back' }).click();
        await page.getByLabel('Into the file').fill(out);
        expect(await faintTexts(page)).toEqual([]);
        await page.getByRole('button', { name: 'Check it' }).click();

        const begin = page.getByRole('button', { name: `Take the dump of ${replica.address}` });
        await page.getByText(/is stopped until the dump program has opened its snapshot/).waitFor();
        expect(await page.getByRole('region', { name: 'What is done to the server' }).innerText()).toMatch(
          /STOP (REPLICA|SLAVE)/,
        );
        expect(await begin.getAttribute('aria-disabled')).toBe('true');
        await page.getByText('Agree to what is stopped first').waitFor();
        expect(await faintTexts(page)).toEqual([]);
        await page.getByRole('checkbox', { name: /^The SQL thread of .* may be stopped/ }).check();
        await begin.click();

        await page.getByText('runs again', { exact: true }).waitFor();
        expect(await sqlThread(replica, family)).toBe('Yes');
        expect(await faintTexts(page)).toEqual([]);
        await page.getByRole('link', { name: 'Close' }).click();
        const bar = page.getByRole('status', { name: 'Dumps' });
        await bar.getByText(/is dumped into shop\.sql\.gz/).waitFor();
        const status = page.getByRole('contentinfo', { name: 'Status' });
        await status.getByRole('link', { name: new RegExp(`dumps ${replica.address}`) }).waitFor();

        await fromCommands(page, `Take a dump of ${replica.address}…`);
        await page.getByLabel('Into the file').fill(join(folder, 'second.sql'));
        await page.getByRole('button', { name: 'Check it' }).click();
        await page
          .getByRole('region', { name: 'Refused' })
          .getByText(/is being taken already/)
          .waitFor();
        expect(await begin.getAttribute('aria-disabled')).toBe('true');
        await page.reload();
        await status.getByRole('link', { name: new RegExp(`dumps ${replica.address}`) }).click();
        await page.getByRole('region', { name: 'Progress' }).getByText('Rows are written').waitFor();
        await goOn();

        expect(await outcome(page)).toBe(`The dump of ${replica.address} is complete.`);
        expect(await faintTexts(page)).toEqual([]);
        expect(await sqlThread(replica, family)).toBe('Yes');
        expect(await sqlFiles(folder)).toEqual(['shop.sql.gz']);
        await expectPairs(page, out, replica.address, topology.source.address);

        await page.getByRole('link', { name: 'Import it…' }).click();
        expect(await page.getByLabel('Dump file').inputValue()).toBe(out);
        await page.goBack();
        await page.getByRole('link', { name: 'Make a slave from it…' }).click();
        expect(await page.getByLabel('Dump file').inputValue()).toBe(out);
      },
    );

    test('a cancel leaves no file, and the slave as it was', { timeout: 180_000 }, async (context) => {
      const scene = await startDumpScene(family, (end) => context.onTestFinished(end));
      const { replica, folder, config } = scene;
      await holdDumps(scene, (end) => context.onTestFinished(end));
      const { page } = await openSignalbox(context, { config });
      page.setDefaultTimeout(45_000);
      await page.getByRole('button', { name: new RegExp(`^${replica.address}, `) }).waitFor();
      await fromCommands(page, `Take a dump of ${replica.address}…`);
      await page.getByLabel('Into the file').fill(join(folder, 'none', 'all.sql.zst'));
      await page.getByRole('button', { name: 'Check it' }).click();
      await page.getByRole('alert').getByText('dump-file-unwritable').waitFor();
      await page.getByRole('button', { name: 'Back' }).click();
      await page.getByLabel('Into the file').fill(join(folder, 'all.sql.zst'));
      await page.getByRole('switch', { name: /^Keep its SQL thread stopped/ }).check({ force: true });
      await page.getByRole('button', { name: 'Check it' }).click();
      await page.getByRole('checkbox', { name: /may be stopped until the dump is complete/ }).check();
      await page.getByRole('button', { name: `Take the dump of ${replica.address}` }).click();
      await page.getByRole('region', { name: 'Progress' }).getByText('Rows are written').waitFor();
      expect(await sqlThread(replica, family)).toBe('No');
      await page.getByRole('button', { name: 'Cancel the dump' }).click();
      expect(await outcome(page)).toBe(`The dump of ${replica.address} was cancelled.`);
      expect(await sqlFiles(folder)).toEqual([]);
      expect(await sqlThread(replica, family)).toBe('Yes');
      expect(await faintTexts(page)).toEqual([]);
      await page.getByRole('link', { name: 'Back to the map' }).click();
      await page.getByRole('button', { name: new RegExp(`^${replica.address}, `) }).waitFor();
      expect(await page.getByText('is dumped into').count()).toBe(0);
    });
  });
}

/** A command that says its server too; its name begins with `title`. */
async function fromCommands(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Commands, Ctrl K' }).waitFor();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('textbox', { name: 'Search commands and servers' });
  await search.fill(title);
  await page.getByRole('dialog').getByRole('button', { name: title }).waitFor();
  await search.press('Enter');
  await search.waitFor({ state: 'hidden' });
}

/** Dumps and what is left of them, hidden files too. */
async function sqlFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /sql|part/.test(name));
}

/** The page names the coordinates that the file has, each for its server. */
async function expectPairs(page: Page, out: string, replica: string, source: string): Promise<void> {
  const { text, model } = await scanned(out);
  expect(text).toContain('-- Dump completed');
  expect(text).toContain('zz_last');
  expect(text).not.toContain('`crm`');
  const pairOf = (of: 'dumped-server' | 'its-source') => model.coordinates.sources.find((pair) => pair.of === of);
  const ownPanel = page.getByRole('region', { name: `For a slave of ${replica}` });
  const upstreamPanel = page.getByRole('region', { name: `For rebuilding ${replica}, or a sibling` });
  for (const [panel, pair, log] of [
    [ownPanel, pairOf('dumped-server'), replica],
    [upstreamPanel, pairOf('its-source'), source],
  ] as const) {
    await panel.getByText(`in the log of ${log}`).waitFor();
    const { file, offset } = { file: pair?.logFile ?? 'none in the file', offset: pair?.logPosition ?? -1 };
    const said = (await panel.getByRole('term').first().locator('xpath=following-sibling::dd[1]').innerText()).replace(
      /[^\w.:]/g,
      '',
    );
    expect(said).toBe(`${file}:${String(offset)}`);
    await panel.getByRole('button', { name: /^Copy (own|executed) position/ }).waitFor();
    await panel.getByRole('button', { name: /^Copy GTIDs beside/ }).waitFor();
  }
}
