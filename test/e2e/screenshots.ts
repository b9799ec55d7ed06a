/**
 * Takes the pictures in docs/images, in both themes: every screen of the main job on the yard; operations that were cut
 * off, change master, put back and a failover on the engine without servers (test/kit/fake-engine), where their states
 * can be had; an import on real servers. Run after a build: `node test/e2e/screenshots.ts`, or with the names of some
 * tours (`states`, `failover`, `refusal`, `import`, `dump`, `yard`) for these alone.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { takeDump } from '../integration/import/take-dump.ts';
import { launchChromium } from './kit/chromium.ts';
import { command } from './kit/commands.ts';
import { root, startHost, type HostRequest } from './kit/host-process.ts';
import {
  dumped,
  fillSource,
  holdWithinRows,
  startImportScene,
  tickWarnings,
  type ImportScene,
} from './kit/import-scene.ts';
import { holdDumps, startDumpScene, type DumpScene } from './kit/dump-scene.ts';
import { failOverFake, goToPlan, outcome } from './kit/wizard.ts';

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

async function tourOfStates(page: Page): Promise<void> {
  await page.getByText(/^An operation is unfinished/).waitFor();
  await page.getByRole('button', { name: /the position was reset/ }).waitFor();
  await picture(page, 'map-trouble');
  await page.getByRole('link', { name: 'See the ways out' }).click();
  await page.getByRole('region', { name: 'Ways out' }).waitFor();
  await picture(page, 'operation');
  await page.getByRole('button', { name: 'Undo it' }).click();
  await outcome(page);
  await page.getByRole('button', { name: 'Back to the map' }).click();
  await page.getByRole('link', { name: 'Put it back…' }).click();
  await page.getByRole('row', { name: /^Executed position/ }).waitFor();
  await picture(page, 'put-back-choose');
  await page.getByRole('button', { name: 'Check whether it is proved' }).click();
  await page.getByText(/checks? passed/).waitFor();
  await picture(page, 'put-back-checks');
  await command(page, 'Map');
  await page.getByRole('button', { name: /^127\.0\.0\.1:3311, Slave/ }).click();
  await page.getByRole('button', { name: /^Change the master of/ }).click();
  await page.getByRole('combobox', { name: 'Replicates from' }).fill('127.0.0.1:3312');
  await page.getByRole('heading', { name: /goes on elsewhere/ }).click();
  await picture(page, 'change-master-choose');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByText(/checks? passed/).waitFor();
  await picture(page, 'change-master-checks');
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('list', { name: 'Steps', exact: true }).waitFor();
  await picture(page, 'change-master-plan');
}

async function tourOfFailover(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^127\.0\.0\.1:3310, Unreachable/ }).click();
  await picture(page, 'map-master-dead');
  await page.getByRole('banner').getByRole('button', { name: 'Fail over…' }).click();
  const conclusion = page.getByRole('region', { name: 'Conclusion' });
  await conclusion.getByText('Too early to tell.').waitFor();
  await picture(page, 'failover-too-early');
  await conclusion.getByText('It is gone.').waitFor();
  await picture(page, 'failover-evidence');
  await page.getByRole('button', { name: 'Choose who takes over' }).click();
  await picture(page, 'failover-candidate');
  await page.getByRole('button', { name: /^Check 127/ }).click();
  await page.getByText(/checks? passed/).waitFor();
  await picture(page, 'failover-checks');
  await page.getByLabel('Accepted because').fill('its power supply burnt out');
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('list', { name: 'Steps', exact: true }).waitFor();
  await picture(page, 'failover-plan');
  await page.getByLabel(/^Type the cluster’s name/).fill('shop');
  await page.getByRole('button', { name: /^Fail over to/ }).click();
  await outcome(page);
  await picture(page, 'failover-done');
  await page.getByRole('button', { name: 'Back to the map' }).click();
  await page.getByText('It does not answer yet.').first().waitFor();
  await picture(page, 'map-duty');
  await tourOfReturn(page);
}

/** The old master is back and closed; it is looked at, let follow, and what happened is written down. */
async function tourOfReturn(page: Page): Promise<void> {
  const bar = page.getByRole('region', { name: 'Duty for 127.0.0.1:3310' });
  await bar.getByText('127.0.0.1:3310 is back, and closed.').waitFor();
  await page.getByRole('button', { name: /^127\.0\.0\.1:3310, Standalone/ }).click();
  await picture(page, 'map-returned');
  await bar.getByRole('link', { name: /^Let it follow/ }).click();
  await page.getByText(/checks? passed/).waitFor();
  await picture(page, 'rejoin-checks');
  await page.getByRole('link', { name: 'Close', exact: true }).click();
  await bar.getByRole('link', { name: 'See the incident' }).click();
  const note = page.getByLabel('What is to be known of it');
  await note.fill('The power supply of rack 4 burnt out; the spare one is in since 14:20.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByRole('list', { name: 'Timeline' }).getByText('rack 4').scrollIntoViewIfNeeded();
  await picture(page, 'incident');
}

/** Why an old master is not let follow. */
async function tourOfRefusal(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Fail over…' }).click();
  await page.getByRole('button', { name: 'Choose who takes over' }).click();
  await page.getByRole('button', { name: /^Check 127/ }).click();
  await page.getByText(/checks? passed/).waitFor();
  await failOverFake(page);
  const bar = page.getByRole('region', { name: 'Duty for 127.0.0.1:3310' });
  await bar.getByRole('link', { name: /^Let it follow/ }).click();
  await page.getByText('It has writes of its own.').waitFor();
  await picture(page, 'rejoin-refused');
}

/** A dump on its way into a server: looked through, half in, stopped, resumed. */
async function tourOfImport(page: Page, { topology, target, folder }: ImportScene): Promise<void> {
  const file = join(folder, 'shop-2026-11-25.sql');
  await writeFile(file, await takeDump(topology, dumped));
  await page.getByRole('button', { name: new RegExp(`^${target.address}, `) }).click();
  await page.getByRole('button', { name: /^Import a dump into/ }).click();
  await page.getByLabel('Dump file').fill(file);
  await picture(page, 'import-choose');
  await page.getByRole('button', { name: 'Look it through' }).click();
  await page.getByRole('region', { name: 'In the dump' }).waitFor();
  await picture(page, 'import-preflight');
  await tickWarnings(page);
  await page.getByRole('button', { name: `Import into ${target.address}` }).click();
  const goOn = await holdWithinRows(target);
  await page.getByRole('progressbar', { name: 'shop.large' }).waitFor();
  await picture(page, 'import-run');
  await page.getByRole('button', { name: 'Stop the import' }).click();
  await goOn();
  await outcome(page);
  await picture(page, 'import-stopped');
  await page.getByRole('link', { name: 'Back to the map' }).click();
  const bar = page.getByRole('status', { name: 'Imports' });
  await bar.getByText('did not end').waitFor();
  await picture(page, 'map-import-unfinished');
  await bar.getByRole('link', { name: 'Resume…' }).click();
  await page.getByRole('region', { name: 'In the dump' }).waitFor();
  await tickWarnings(page);
  await page.getByRole('button', { name: `Resume into ${target.address}` }).click();
  await outcome(page);
  await picture(page, 'import-done');
}

/** A slave is dumped: chosen, checked, on its way, done with both pairs. */
async function tourOfDump(page: Page, { replica, folder }: DumpScene, goOn: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${replica.address}, `) }).click();
  await page.getByRole('button', { name: /^Take a dump of/ }).click();
  await page.getByRole('radio', { name: 'Only these' }).check();
  await page.getByRole('checkbox', { name: 'shop' }).check();
  await page.getByLabel('Into the file').fill(join(folder, 'shop-2026-11-25.sql.gz'));
  await picture(page, 'dump-choose');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByRole('checkbox', { name: /may be stopped/ }).check();
  await picture(page, 'dump-check');
  await page.getByRole('button', { name: /^Take the dump of/ }).click();
  await page.getByText('runs again', { exact: true }).waitFor();
  await picture(page, 'dump-run');
  await page.getByRole('link', { name: 'Close' }).click();
  await page.getByRole('status', { name: 'Dumps' }).getByText('is dumped into').waitFor();
  await picture(page, 'map-dump');
  await page.getByRole('link', { name: 'See the dump' }).click();
  await goOn();
  await outcome(page);
  await picture(page, 'dump-done');
}

/** One tour on a host of its own. */
async function onHost(
  program: HostRequest['program'],
  home: string,
  tour: (page: Page) => Promise<void>,
): Promise<void> {
  const host = await startHost({ program, home });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(20_000);
    await page.goto(host.url);
    await tour(page);
  } finally {
    await browser.close();
    await host.end();
  }
}

const asked = process.argv.slice(2);
const isWanted = (tour: string): boolean => asked.length === 0 || asked.includes(tour);
const home = await mkdtemp(join(tmpdir(), 'sbx-pictures-'));
await mkdir(folder, { recursive: true });
const config = join(home, 'signalbox.yaml');
try {
  if (isWanted('states')) {
    await onHost(['test/kit/serve-fake.ts', '--cut-off', '--lost', '--pace', '0.2'], home, tourOfStates);
  }
  if (isWanted('failover')) {
    await onHost(
      ['test/kit/serve-fake.ts', '--gone', 'countdown', '--returns', 'clean', '--pace', '0.2'],
      home,
      tourOfFailover,
    );
  }
  if (isWanted('refusal')) {
    await onHost(
      ['test/kit/serve-fake.ts', '--gone', 'dead', '--returns', 'own', '--pace', '0.2'],
      home,
      tourOfRefusal,
    );
  }
  if (isWanted('import')) {
    let end = (): Promise<void> => Promise.resolve();
    try {
      const scene = await startImportScene('mariadb', (ending) => (end = ending));
      await fillSource(scene.topology, 8);
      await onHost(
        ['dist/browser/main.js', '--data-dir', home, '--config', scene.config, '--port', '0'],
        home,
        (page) => tourOfImport(page, scene),
      );
    } finally {
      await end();
    }
  }
  if (isWanted('dump')) {
    const ends: (() => unknown)[] = [];
    try {
      const scene = await startDumpScene('mariadb', (end) => ends.push(end));
      const goOn = await holdDumps(scene, (end) => ends.push(end));
      const args = ['--data-dir', home, '--config', scene.config, '--port', '0'] as const;
      await onHost(['dist/browser/main.js', ...args], home, (page) => tourOfDump(page, scene, goOn));
    } finally {
      for (const end of ends) await end();
    }
  }
  if (isWanted('yard')) {
    await onHost(['dist/browser/main.js', '--data-dir', home, '--config', config, '--port', '0'], home, tour);
  }
} finally {
  const args = [join(root, 'dist/cli/main.js'), 'yard', 'down', '--data-dir', home, '--config', config];
  await promisify(execFile)(process.execPath, args, { timeout: 60_000, env: { ...process.env, HOME: home } });
  await rm(home, { recursive: true, force: true });
}
