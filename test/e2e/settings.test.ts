import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { faintTexts } from './kit/faint-texts.ts';
import { openSignalbox } from './kit/open-signalbox.ts';

/** Nothing listens there: the port is reserved. */
const nowhere = '127.0.0.1:1';

const written = `# Clusters of the night shift
clusters:
  crm: # ask Ann before touching
    seeds: ["${nowhere}"]
    user: signalbox
    password: ask
`;

test('a cluster is added, edited and removed in the window; the file keeps its comments', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'sbx-settings-'));
  context.onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const config = join(folder, 'signalbox.yaml');
  await writeFile(config, written, { mode: 0o600 });
  const { page } = await openSignalbox(context, { config });
  await page.getByRole('heading', { name: 'Password for crm' }).waitFor();

  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('region', { name: 'Clusters' }).getByRole('link', { name: 'Add servers' }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText('Give the cluster a short name.').waitFor();
  expect(await faintTexts(page)).toEqual([]);

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('shop');
  await page.getByRole('textbox', { name: 'Label' }).fill('The shop');
  await page.getByRole('textbox', { name: 'Servers' }).fill(nowhere);
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('not to be written');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText(new RegExp(`${nowhere} .*(refused|reached|answer)`)).waitFor();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('heading', { name: /The shop/ }).waitFor();

  const added = await readFile(config, 'utf8');
  expect(added).toContain('# Clusters of the night shift');
  expect(added).toContain('crm: # ask Ann before touching');
  expect(added).toContain('shop:');
  expect(added).not.toContain('not to be written');

  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  expect(await faintTexts(page)).toEqual([]);
  const row = page.getByRole('listitem').filter({ hasText: 'The shop' });
  await row.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Label' }).fill('The old shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: /The old shop/ }).waitFor();

  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove The old shop…' }).click();
  await page.getByRole('button', { name: 'Remove The old shop', exact: true }).click();
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'The old shop' }).count()).toBe(0);
  const removed = await readFile(config, 'utf8');
  expect(removed).toBe(written);
});
