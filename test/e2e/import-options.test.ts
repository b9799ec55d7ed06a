import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { describeOn } from '../kit/families.ts';
import type { TestServer } from '../kit/test-server.ts';
import { waitFor } from '../kit/wait-for.ts';
import { faintTexts } from './kit/faint-texts.ts';
import { holdWrites, startImportScene, tickWarnings } from './kit/import-scene.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

type Family = 'mariadb' | 'mysql';

const gtids = { mariadb: '7-7-77', mysql: '3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5' } as const;
const setGtids = {
  mariadb: `SET GLOBAL gtid_slave_pos='${gtids.mariadb}';`,
  mysql: `SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '${gtids.mysql}';`,
} as const;

/** Its second row is cut by the server, with a warning. */
const dumpText = (family: Family): string =>
  [
    `-- ${family === 'mysql' ? 'MySQL' : 'MariaDB'} dump 10.13`,
    "SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO';",
    setGtids[family],
    'CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop`;',
    'USE `shop`;',
    'CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(3), PRIMARY KEY (`id`)) ENGINE=InnoDB;',
    "INSERT INTO `t` VALUES (1,'abc'),(2,'abcdef');",
    '-- Dump completed on 2026-11-25',
    '',
  ].join('\n');

for (const family of ['mariadb', 'mysql'] as const) {
  await describeOn(family, 'what can be asked of an import in the window', () => {
    test(
      'speed on consent, GTIDs and checksums: all of it is told afterwards, and set back',
      { timeout: 180_000 },
      async (context) => {
        const { target, folder, config } = await startImportScene(family, (end) => context.onTestFinished(end));
        await makeSafe(target);
        await target.query('CREATE DATABASE other');
        const { page } = await openSignalbox(context, { config });
        page.setDefaultTimeout(45_000);
        await chooseDump(page, target, await fileWith(folder, dumpText(family)));
        for (const name of ['Write it to the binary log', ...speedOf(family), 'Tell checksums', 'Set the dump’s GTIDs'])
          await page.getByRole('switch', { name }).click();
        await page.getByText('if the machine goes down meanwhile', { exact: false }).first().waitFor();
        expect(await faintTexts(page)).toEqual([]);
        await lookThrough(page);
        await page.getByRole('checkbox', { name: 'Go on with import-durability' }).waitFor();
        expect(await faintTexts(page)).toEqual([]);
        const letGo = await holdWrites(target);
        await accept(page, target, { typed: family === 'mysql' });
        await waitFor(
          'the settings',
          () => safety(target),
          (now) => now === loosened[family],
        );
        await letGo();

        expect(await outcome(page)).toBe(`The dump is in ${target.address}.`);
        const after = page.getByRole('region', { name: 'Afterwards' });
        await after.getByText('Statistics are up to date for 1 table.').waitFor();
        await after.getByText('The dump’s GTIDs are set:').getByText(gtids[family]).waitFor();
        const [sum] = await target.query('CHECKSUM TABLE shop.t');
        await page.getByRole('row', { name: `shop.t 2 2 equal ${String(sum?.['Checksum'])}`, exact: true }).waitFor();
        await after.getByText(/^Warning 1265, once: .* \(line 7\)$/).waitFor();
        await page
          .getByRole('region', { name: 'Noted' })
          .getByText(/^.*Set back: innodb_flush_log_at_trx_commit = 1\./)
          .waitFor();
        expect(await faintTexts(page)).toEqual([]);
        expect(await safety(target)).toBe(safe[family]);
        expect(await knownGtids(target, family)).toContain(gtids[family]);
      },
    );

    test(
      'settings that a killed import has left are shown on the map, keep it from being forgotten, and are set back',
      { timeout: 180_000 },
      async (context) => {
        const { target, folder, config } = await startImportScene(family, (end) => context.onTestFinished(end));
        await makeSafe(target);
        const signalbox = await openSignalbox(context, { config });
        const { page } = signalbox;
        page.setDefaultTimeout(45_000);
        await chooseDump(page, target, await fileWith(folder, dumpText(family)));
        for (const name of speedOf(family)) await page.getByRole('switch', { name }).click();
        await lookThrough(page);
        const letGo = await holdWrites(target);
        await accept(page, target, { typed: family === 'mysql' });
        await waitFor(
          'the settings',
          () => safety(target),
          (now) => now === loosened[family],
        );
        await waitFor(
          'a statement that waits',
          () => statements(target),
          (count) => count > 0,
        );
        await signalbox.killAndStartAgain();
        await letGo();

        const bars = page.getByRole('status', { name: 'Imports' });
        const left = bars.getByRole('region', { name: /^Settings left by/ });
        await left.getByText(`${target.address} is less safe than it was.`).waitFor();
        await left.getByText('innodb_flush_log_at_trx_commit = 2 (before: 1)').waitFor();
        expect(await faintTexts(page)).toEqual([]);
        await bars.getByRole('button', { name: /^Forget the import/ }).click();
        await bars
          .getByRole('alert')
          .getByText(/has left settings of .* changed/)
          .waitFor();
        await left.getByRole('button', { name: 'Set them back' }).click();
        await left.waitFor({ state: 'detached' });
        await page.getByText('Set back: innodb_flush_log_at_trx_commit = 1.').waitFor();
        expect(await safety(target)).toBe(safe[family]);
        await bars.getByRole('button', { name: /^Forget the import/ }).click();
        await bars.getByText('did not end').waitFor({ state: 'detached' });
      },
    );

    test(
      'tables that are in the way are overwritten with the switch, the loss accepted and the name typed',
      { timeout: 180_000 },
      async (context) => {
        const { target, folder, config } = await startImportScene(family, (end) => context.onTestFinished(end));
        await target.query('CREATE DATABASE shop');
        for (const name of ['t', 'untouched']) {
          await target.query(`CREATE TABLE shop.${name} (old INT)`);
          await target.query(`INSERT INTO shop.${name} VALUES (7)`);
        }
        const { page } = await openSignalbox(context, { config });
        page.setDefaultTimeout(45_000);
        await chooseDump(page, target, await fileWith(folder, dumpText(family)));
        await lookThrough(page);
        const blocks = page.getByRole('region', { name: 'Blocks' });
        await blocks.getByText('On the target already, and not dropped by the dump: shop.t.').waitFor();
        await page.getByRole('button', { name: 'Back' }).click();
        const overwrite = page.getByRole('switch', { name: 'Overwrite tables that are in the way' });
        await overwrite.click();
        await page.getByText('is dropped first, with all its rows', { exact: false }).waitFor();
        await overwrite.click();
        await lookThrough(page);
        await blocks.getByRole('button', { name: 'Overwrite them…' }).click();
        const losses = page.getByRole('region', { name: 'Losses to accept' });
        await losses.getByText(/^1 table with rows is dropped: shop\.t/).waitFor();
        expect(await blocks.count()).toBe(0);
        expect(await faintTexts(page)).toEqual([]);
        expect(await target.query('SELECT * FROM shop.t')).toEqual([{ old: 7 }]);
        await accept(page, target, { typed: true });
        expect(await outcome(page)).toBe(`The dump is in ${target.address}.`);
        expect(await target.query('SELECT id FROM shop.t')).toEqual([{ id: 1 }, { id: 2 }]);
        expect(await target.query('SELECT * FROM shop.untouched')).toEqual([{ old: 7 }]);
      },
    );
  });
}

function speedOf(family: Family): readonly string[] {
  const redoLog = 'Switch the redo log off while rows are loaded (MySQL 8.0.21 and later)';
  return ['Loosen durability while rows are loaded', ...(family === 'mysql' ? [redoLog] : [])];
}

async function fileWith(folder: string, text: string): Promise<string> {
  const file = join(folder, 'shop.sql');
  await writeFile(file, text);
  return file;
}

async function chooseDump(page: Page, { address }: TestServer, file: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${address}, `) }).click();
  await page.getByRole('button', { name: /^Import a dump into/ }).click();
  await page.getByLabel('Dump file').fill(file);
}

async function lookThrough(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look it through' }).click();
  await page.getByRole('region', { name: 'In the dump' }).waitFor();
}

/** Begins; where something is lost not before its reason is given and the name is typed. */
async function accept(page: Page, { address }: TestServer, { typed }: { readonly typed: boolean }): Promise<void> {
  await tickWarnings(page);
  const begin = page.getByRole('button', { name: `Import into ${address}` });
  expect(await page.getByRole('region', { name: 'Losses to accept' }).count()).toBe(typed ? 1 : 0);
  if (typed) {
    expect(await begin.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('Accepted because').fill('a test');
    expect(await begin.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel(/^Type the cluster’s name/).fill('shop');
  }
  await begin.click();
}

async function makeSafe(target: TestServer): Promise<void> {
  for (const name of ['innodb_flush_log_at_trx_commit', 'sync_binlog']) await target.query(`SET GLOBAL ${name} = 1`);
}

const safe = { mariadb: '1 1', mysql: '1 1 ON' } as const;
const loosened = { mariadb: '2 0', mysql: '2 0 OFF' } as const;

/** What a crash may cost, in one text. */
async function safety(target: TestServer): Promise<string> {
  const flushing = await target.value(
    'SELECT CONCAT(@@GLOBAL.innodb_flush_log_at_trx_commit, " ", @@GLOBAL.sync_binlog)',
  );
  const [redo] = await target.query("SHOW GLOBAL STATUS LIKE 'Innodb_redo_log_enabled'");
  return redo === undefined ? String(flushing) : `${String(flushing)} ${String(redo['Value'])}`;
}

async function knownGtids(target: TestServer, family: Family): Promise<string> {
  return String(await target.value(`SELECT @@GLOBAL.${family === 'mysql' ? 'gtid_purged' : 'gtid_slave_pos'}`));
}

/** Of the import, that wait for the lock. */
async function statements(target: TestServer): Promise<number> {
  return Number(
    await target.value(
      "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'loader' AND info LIKE 'CREATE DATABASE%'",
    ),
  );
}
