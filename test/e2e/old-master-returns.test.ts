import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { configure } from '../kit/engine.ts';
import { describeOn } from '../kit/families.ts';
import { assertTablesEqual } from '../kit/table-contents.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startTopology, type Topology } from '../kit/topology.ts';
import { waitFor } from '../kit/wait-for.ts';
import { fromTheChecks, toTheChecks } from './kit/fail-over.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

const patienceMs = 60_000;

await describeOn('mariadb', 'the old master returns, by GTID', () => {
  test(
    'the duty closes it, the wizard lets it follow, and the incident is written down',
    { timeout: 300_000 },
    async (context) => {
      const topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 2 });
      context.onTestFinished(() => topology.stop());
      const directory = await mkdtemp(join(tmpdir(), 'sbx-returns-'));
      context.onTestFinished(() => rm(directory, { recursive: true, force: true }));
      const seeds = topology.servers.map(({ address }) => address);
      const config = await configure(directory, topology, { configuration: 'poll_interval: 1s', seeds });
      const { page } = await openSignalbox(context, { config });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const { source: first } = topology;
      await topology.settle();

      const second = await failOver(page, topology, first);
      await dutyShown(page, first);
      await returnsWritable(first);
      await closedByDuty(page, first, /has no transactions/);
      await letFollow(page, topology, first, second);

      await second.kill();
      await page.getByRole('banner').getByRole('button', { name: 'Fail over…' }).click({ timeout: patienceMs });
      const chosen = await toTheChecks(page, second);
      await acknowledged(page, first);
      await page.goBack();
      await toTheChecks(page, second);
      await fromTheChecks(page, chosen);
      await page.getByRole('button', { name: 'Back to the map' }).click();

      await returnsWritable(second, "REPLACE INTO app.marks (name, value) VALUES ('own', 'write')");
      await closedByDuty(page, second, /has 1 transaction/);
      await refusedToFollow(page, second);
      await handsOff(page, second);
      expect(await second.value('SELECT @@global.read_only')).toBe(1);
    },
  );
});

/** Killed, replaced in the window, and back on the map; who took over. */
async function failOver(page: Page, topology: Topology, master: TestServer): Promise<TestServer> {
  await page.getByRole('button', { name: new RegExp(`^${master.address}, Master`) }).waitFor();
  await master.kill();
  await page.getByRole('banner').getByRole('button', { name: 'Fail over…' }).click({ timeout: patienceMs });
  const chosen = await toTheChecks(page, master);
  await fromTheChecks(page, chosen);
  await page.getByRole('button', { name: 'Back to the map' }).click();
  const next = topology.servers.find(({ address }) => address === chosen);
  if (next === undefined) throw new Error(`${chosen} is no server of the cluster`);
  return next;
}

/** On the map, in the server's panel and in the status line. */
async function dutyShown(page: Page, server: TestServer): Promise<void> {
  const bar = page.getByRole('region', { name: `Duty for ${server.address}` });
  await bar.getByText(`${server.address} is kept closed when it comes back.`).waitFor();
  await bar.getByText(/^Kept closed until .*, 23 h left$/).waitFor();
  await page.getByRole('contentinfo', { name: 'Status' }).getByText(`keeps ${server.address} closed`).waitFor();
  await page.getByRole('button', { name: new RegExp(`^${server.address}, Unreachable`) }).click();
  await page.getByRole('region', { name: 'Kept closed' }).getByText('It does not answer yet.').waitFor();
}

/** As a restart by someone who knows nothing of the failover would; `write`: what an application then does at once. */
async function returnsWritable(server: TestServer, write?: string): Promise<void> {
  await server.configure({ 'read-only': '0' });
  await server.start();
  if (write !== undefined) await server.query(write);
}

/** As the server itself says, and as the window shows it. */
async function closedByDuty(page: Page, server: TestServer, found: RegExp): Promise<void> {
  await waitFor(
    'the duty to close it',
    () => server.value('SELECT @@global.read_only').catch(() => null),
    (readOnly) => readOnly === 1,
  );
  const bar = page.getByRole('region', { name: `Duty for ${server.address}` });
  await bar.getByText(`${server.address} is back, and closed.`).waitFor({ timeout: patienceMs });
  await bar.getByText(found).waitFor();
}

async function letFollow(page: Page, topology: Topology, server: TestServer, master: TestServer): Promise<void> {
  const panel = page.getByRole('region', { name: 'Kept closed' });
  await panel.getByText(/came back and takes writes, at .*: it is being closed/).waitFor();
  await panel.getByText(/is closed; .* It ends at/).waitFor();
  const bar = page.getByRole('region', { name: `Duty for ${server.address}` });
  await bar.getByRole('link', { name: `Let it follow ${master.address}…` }).click();
  const own = page.getByRole('region', { name: 'What it has of its own' });
  await own.getByText('Nothing of its own.').waitFor({ timeout: patienceMs });
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page
    .getByRole('list', { name: 'Steps', exact: true })
    .getByText(/CHANGE MASTER/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: `Let ${server.address} follow` }).click();
  expect(await outcome(page)).toBe(`${server.address} follows ${master.address} now.`);
  await page.getByRole('button', { name: 'Back to the map' }).click();
  await bar.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: new RegExp(`^${server.address}, Slave`) }).waitFor();
  const others = topology.servers.filter((one) => one !== master);
  await topology.settle(others, master);
  await assertTablesEqual(topology.servers);
  expect(await server.value('SELECT @@global.read_only')).toBe(1);
}

/** The block of a second failover leads to the first one's incident: a note, an acknowledgement, its Markdown. */
async function acknowledged(page: Page, dead: TestServer): Promise<void> {
  const block = page.getByRole('region', { name: 'Blocks' }).getByText(/nobody has acknowledged it/);
  await block.waitFor();
  await page.getByRole('link', { name: 'Look at that incident…' }).click();
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await timeline.getByText('evidence').waitFor();
  await page.getByLabel('What is to be known of it').fill('The power supply of rack 4 | socket B.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await timeline.getByText('The power supply of rack 4 | socket B.').waitFor();
  await page.getByLabel('What is to be known of it').fill('Replaced, and both masters looked at.');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByRole('region', { name: 'Acknowledged' }).getByText('Replaced, and both masters looked at.').waitFor();
  await page.getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'detached' });
  const text = await markdown(page);
  expect(text).toMatch(/^# Incident \S+: .*\n\nCluster /);
  expect(text).toContain('## Evidence');
  expect(text).toContain(`| us → ${dead.address} |`);
  expect(text).toMatch(/\| decision \| Accepted possible-loss: .* Reason: it was killed \|/);
  expect(text).toMatch(/\| duty \| \S+ came back and takes writes/);
  expect(text).toMatch(/\| duty \| .*has no transactions/);
  expect(text).toMatch(/\| duty \| \S+ follows \S+, closed\. \|/);
  expect(text).toContain('| note | The power supply of rack 4 \\| socket B. |');
  expect(text).toContain('| note | Acknowledged: Replaced, and both masters looked at. |');
  expect(text).not.toMatch(/\{(source|replica)/i);
  await page.getByRole('link', { name: 'Incidents' }).click();
  await page.getByRole('list', { name: 'Incidents' }).getByText('acknowledged').waitFor();
  await page.goBack();
  await timeline.waitFor();
}

/** As it is downloaded, which is as it is copied. */
async function markdown(page: Page): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .md' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^incident-.*\.md$/);
  const text = await readFile(await download.path(), 'utf8');
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  return text;
}

async function refusedToFollow(page: Page, server: TestServer): Promise<void> {
  const bar = page.getByRole('region', { name: `Duty for ${server.address}` });
  await bar.getByRole('link', { name: /^Let it follow/ }).click();
  const own = page.getByRole('region', { name: 'What it has of its own' });
  await own.getByText('It has writes of its own.').waitFor({ timeout: patienceMs });
  await own.getByRole('row', { name: 'app.marks 1' }).waitFor();
  const plan = page.getByRole('button', { name: 'Show the plan' });
  expect(await plan.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('link', { name: 'Close', exact: true }).click();
}

async function handsOff(page: Page, server: TestServer): Promise<void> {
  const bar = page.getByRole('region', { name: `Duty for ${server.address}` });
  await bar.getByRole('button', { name: 'Hands off…' }).click();
  const form = page.getByRole('form', { name: `Hands off ${server.address}` });
  await form.getByLabel('Why').fill('it is re-seeded by hand');
  await form.getByRole('button', { name: 'Hands off' }).click();
  await bar.getByText(`Nobody keeps ${server.address} closed any more.`).waitFor();
  await bar.getByText('Hands off: it is re-seeded by hand').waitFor();
  await bar.getByRole('button', { name: /^Put this away/ }).click();
  await bar.waitFor({ state: 'detached' });
}
