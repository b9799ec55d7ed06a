import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

import { comparable } from '../integration/import/load-into.ts';
import { takeDump } from '../integration/import/take-dump.ts';
import { describeOn } from '../kit/families.ts';
import type { TestServer } from '../kit/test-server.ts';
import type { Topology } from '../kit/topology.ts';
import { faintTexts } from './kit/faint-texts.ts';
import {
  dropFile,
  dumped,
  fillSource,
  holdWithinRows,
  largeRows,
  startImportScene,
  tickWarnings,
} from './kit/import-scene.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

const families = ['mariadb', 'mysql'] as const;

for (const family of families) {
  await describeOn(family, 'importing a dump in the window', () => {
    test(
      'dropped, looked through, stopped, resumed, cut off with its program, resumed again: all of it is there',
      { timeout: 240_000 },
      async (context) => {
        const { topology, target, folder, config } = await startImportScene(family, (end) =>
          context.onTestFinished(end),
        );
        await fillSource(topology, 2);
        const file = join(folder, 'shop.sql.gz');
        await writeFile(file, gzipSync(await takeDump(topology, dumped), { level: 1 }));
        const signalbox = await openSignalbox(context, { config });
        const { page } = signalbox;
        page.setDefaultTimeout(45_000);
        await page.getByRole('button', { name: new RegExp(`^${target.address}, `) }).waitFor();

        await dropFile(page, 'shop.sql.gz');
        await page.getByText('A browser does not say where a file lies').waitFor();
        await page.getByLabel('Dump file').fill(file);
        await page.getByText('Choose the server first').waitFor();
        await page.getByRole('combobox', { name: 'Server' }).click();
        await page.getByRole('option', { name: target.address }).click();
        await page.getByLabel('Connections').fill('2');
        expect(await faintTexts(page)).toEqual([]);
        await page.getByRole('button', { name: 'Look it through' }).click();

        await page.getByRole('region', { name: 'In the dump' }).getByText('shop.large').waitFor();
        expect(await faintTexts(page)).toEqual([]);
        expect(await target.query("SHOW DATABASES LIKE 'shop'")).toEqual([]);
        await tickWarnings(page);
        await page.getByRole('button', { name: `Import into ${target.address}` }).click();

        const goOn = await holdWithinRows(target);
        await page.getByRole('progressbar', { name: 'shop.large' }).waitFor();
        await page
          .getByRole('region', { name: 'Progress' })
          .getByText(/^(Rows go in|The dump is read)/)
          .waitFor();
        expect(await faintTexts(page)).toEqual([]);
        await page.getByRole('button', { name: 'Stop the import' }).click();
        const stopping = page.getByRole('button', { name: 'Stopping…' });
        await stopping.or(page.getByRole('region', { name: 'Outcome' })).waitFor();
        await goOn();
        expect(await outcome(page)).toBe(`The import into ${target.address} was stopped.`);
        await page.getByText('What is committed stays in the server').waitFor();

        await page.getByRole('button', { name: 'Resume the import' }).click();
        await page.getByRole('region', { name: 'In the dump' }).waitFor();
        await tickWarnings(page);
        await page.getByRole('button', { name: `Resume into ${target.address}` }).click();
        await page
          .getByRole('region', { name: 'Progress' })
          .or(page.getByRole('region', { name: 'Outcome' }))
          .waitFor();
        expect(await outcome(page)).toBe(`The dump is in ${target.address}.`);
        await page.getByRole('row', { name: /^shop\.large 40.000 40.000 equal/ }).waitFor();
        expect(await faintTexts(page)).toEqual([]);
        await expectSame(topology, target);

        await target.query('DROP DATABASE shop');
        await page.getByRole('link', { name: 'Import another dump' }).click();
        await page.getByLabel('Dump file').fill(file);
        await page.getByRole('combobox', { name: 'Server' }).click();
        await page.getByRole('option', { name: target.address }).click();
        await page.getByRole('button', { name: 'Look it through' }).click();
        await page.getByRole('region', { name: 'In the dump' }).waitFor();
        await tickWarnings(page);
        await page.getByRole('button', { name: `Import into ${target.address}` }).click();
        const goOnAlone = await holdWithinRows(target);
        await signalbox.killAndStartAgain();
        await goOnAlone();
        const bar = page.getByRole('status', { name: 'Imports' });
        await bar.getByText('was cut off: its Signalbox is gone').waitFor();
        await bar.getByRole('link', { name: 'Resume…' }).click();
        await page.getByRole('region', { name: 'In the dump' }).waitFor();
        await tickWarnings(page);
        await page.getByRole('button', { name: `Resume into ${target.address}` }).click();
        expect(await outcome(page)).toBe(`The dump is in ${target.address}.`);
        await expectSame(topology, target);
        await page.getByRole('link', { name: 'Back to the map' }).click();
        await page.getByRole('button', { name: new RegExp(`^${target.address}, `) }).waitFor();
        expect(await bar.getByText('did not end').count()).toBe(0);
      },
    );

    test(
      'a statement that fails is shown with its place; rows that would be dropped need the name',
      { timeout: 180_000 },
      async (context) => {
        const { target, folder, config } = await startImportScene(family, (end) => context.onTestFinished(end));
        const file = join(folder, 'twice.sql');
        const lines = [
          '-- MySQL dump 10.13',
          'CREATE DATABASE IF NOT EXISTS twice;',
          'USE twice;',
          'DROP TABLE IF EXISTS t;',
          'CREATE TABLE t (id INT PRIMARY KEY);',
          'INSERT INTO t VALUES (1),(2);',
          'INSERT INTO t VALUES (2);',
          '-- Dump completed on 2026-11-25',
        ];
        await writeFile(file, `${lines.join('\n')}\n`);
        await target.query('CREATE DATABASE twice');
        await target.query('CREATE TABLE twice.t (id INT PRIMARY KEY)');
        await target.query('INSERT INTO twice.t VALUES (7)');
        const { page } = await openSignalbox(context, { config });
        page.setDefaultTimeout(45_000);
        await page.getByRole('button', { name: new RegExp(`^${target.address}, `) }).click();
        await page.getByRole('button', { name: /^Import a dump into/ }).click();
        await page.getByLabel('Dump file').fill(join(folder, 'none.sql'));
        await page.keyboard.press('Enter');
        await page.getByRole('alert').getByText('none.sql can’t be read').waitFor();
        await page.getByLabel('Dump file').fill(file);
        await page.keyboard.press('Enter');

        await page.getByRole('region', { name: 'Losses to accept' }).waitFor();
        await page.getByLabel('Accepted because').fill('a test');
        await tickWarnings(page);
        const begin = page.getByRole('button', { name: `Import into ${target.address}` });
        expect(await begin.getAttribute('aria-disabled')).toBe('true');
        await page.getByLabel(/^Type the cluster’s name/).fill('shop');
        await begin.click();
        expect(await outcome(page)).toBe(`The import into ${target.address} met an error and stopped.`);
        const failure = page.getByRole('region', { name: 'What went wrong' });
        await failure.getByText(/Duplicate entry '2'/).waitFor();
        await failure.getByText('7', { exact: true }).waitFor();
        await failure.getByText('INSERT INTO t VALUES (2)').waitFor();
        expect(await faintTexts(page)).toEqual([]);

        await page.getByRole('link', { name: 'Back to the map' }).click();
        const bar = page.getByRole('status', { name: 'Imports' });
        await bar.getByText('was stopped by an error').waitFor();
        await bar.getByRole('button', { name: /^Forget the import/ }).click();
        await bar.getByText('did not end').waitFor({ state: 'detached' });
      },
    );
  });
}

async function expectSame(topology: Topology, target: TestServer): Promise<void> {
  const rowByRow = [...dumped, '--skip-extended-insert'];
  const there = comparable(await takeDump({ family: topology.family, source: target }, rowByRow)).toSorted();
  const here = comparable(await takeDump(topology, rowByRow)).toSorted();
  expect(here.length).toBeGreaterThan(largeRows);
  expect(there.length).toBe(here.length);
  expect(there.filter((line, index) => line !== here[index]).slice(0, 3)).toEqual([]);
  expect(await target.query("SHOW DATABASES LIKE 'signalbox_import'")).toEqual([]);
}
