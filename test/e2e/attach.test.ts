import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { describeOn } from '../kit/families.ts';
import { assertTablesEqual } from '../kit/table-contents.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startAttachScene, type AttachScene } from './kit/attach-scene.ts';
import { faintTexts } from './kit/faint-texts.ts';
import { dropFile, tickWarnings } from './kit/import-scene.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

/** How the server follows, and whether its import is in its own binary log, which has to be dropped then. */
interface Way {
  readonly positions: 'gtid' | 'file';
  readonly by: string;
  readonly logged: boolean;
}

const ways: readonly Way[] = [
  { positions: 'gtid', by: 'By GTID where both can', logged: false },
  { positions: 'file', by: 'By file and offset', logged: true },
];

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'a dump becomes a slave in the window', () => {
    test.for(ways)(
      'dropped, imported, made a slave, seen under its master: by $positions, logged: $logged',
      { timeout: 300_000 },
      async (way, context) => {
        const scene = await startAttachScene({ family, positions: way.positions }, (end) =>
          context.onTestFinished(end),
        );
        const { topology, replica, fresh, writer } = scene;
        const { page } = await openSignalbox(context, { config: scene.config });
        page.setDefaultTimeout(45_000);
        await card(page, fresh).waitFor();
        await importDump(page, scene, way);
        await makeReplica(page, scene, way);

        await page.getByRole('button', { name: 'Back to the map' }).click();
        await page.getByRole('button', { name: new RegExp(`^${fresh.address}, Slave`) }).click();
        const panel = page.getByRole('region', { name: `Server ${fresh.address}` });
        await panel.getByRole('heading', { name: `Follows ${topology.source.address}` }).waitFor();
        await panel.getByText('running', { exact: true }).nth(1).waitFor();
        await writer.progress(10);
        await writer.stop();
        await topology.settle([replica, fresh]);
        await assertTablesEqual([topology.source, replica, fresh]);
      },
    );
  });
}

function card(page: Page, { address }: TestServer) {
  return page.getByRole('button', { name: new RegExp(`^${address}, `) });
}

async function importDump(page: Page, { dump, fresh }: AttachScene, { logged }: Way): Promise<void> {
  await dropFile(page, basename(dump));
  await page.getByLabel('Dump file').fill(dump);
  await page.getByRole('combobox', { name: 'Server' }).click();
  await page.getByRole('option', { name: fresh.address }).click();
  if (!logged) await page.getByRole('switch', { name: 'Write it to the binary log' }).click();
  await page.getByRole('button', { name: 'Look it through' }).click();
  await page.getByRole('region', { name: 'In the dump' }).waitFor();
  await tickWarnings(page);
  await page.getByRole('button', { name: `Import into ${fresh.address}` }).click();
  expect(await outcome(page)).toBe(`The dump is in ${fresh.address}.`);
}

async function makeReplica(
  page: Page,
  { topology: { source }, fresh, replica }: AttachScene,
  { by, logged }: Way,
): Promise<void> {
  await page.getByRole('link', { name: 'Make this server a slave…' }).click();
  await page.getByRole('heading', { name: 'Which server becomes a slave, and of whom?' }).waitFor();
  expect(await page.getByRole('combobox', { name: 'Server that becomes a slave' }).inputValue()).toBe(fresh.address);
  expect(await page.getByRole('radio', { name: 'As the dump of the import says' }).isChecked()).toBe(true);
  await page.getByText('Choose first whom it is to follow').waitFor();
  const check = page.getByRole('button', { name: 'Check it' });
  expect(await check.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('combobox', { name: 'Follows', exact: true }).click();
  await page.getByRole('option', { name: replica.address }).waitFor();
  await page.getByRole('option', { name: source.address }).click();
  await page.getByRole('combobox', { name: 'How it follows' }).click();
  await page.getByRole('option', { name: by, exact: true }).click();
  if (logged) await page.getByRole('checkbox', { name: 'Drop its own binary log first' }).check();
  expect(await faintTexts(page)).toEqual([]);
  await check.click();

  await page.getByRole('heading', { name: `May ${fresh.address} follow ${source.address} from there?` }).waitFor();
  await page
    .getByRole('region', { name: 'Where it begins' })
    .getByText(/, as the head of .* says/)
    .waitFor();
  await untilFresh(page);
  expect(await faintTexts(page)).toEqual([]);
  expect(await page.getByRole('region', { name: /^Blocks/ }).count()).toBe(0);
  await tickWarnings(page);
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('list', { name: 'Steps', exact: true }).waitFor();
  expect(await faintTexts(page)).toEqual([]);
  await page.getByRole('button', { name: `Make ${fresh.address} a slave` }).click();
  expect(await outcome(page)).toBe(`${fresh.address} is a slave of ${source.address} now.`);
  expect(await faintTexts(page)).toEqual([]);
}

/** Asks again, as the cure says, where the machine was too busy to read everything within seconds. */
async function untilFresh(page: Page): Promise<void> {
  await page.getByText(/checks? passed/).waitFor();
  const stale = page.getByRole('region', { name: /^Blocks/ }).getByText('facts-stale', { exact: true });
  const askAgain = async (): Promise<number> => {
    const count = await stale.count();
    if (count > 0) await page.getByRole('button', { name: 'Check again' }).click();
    return count;
  };
  await expect.poll(askAgain, { timeout: 90_000, interval: 1000 }).toBe(0);
}
