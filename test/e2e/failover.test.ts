import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { missingWrites, storedWrites } from '../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../kit/continuous-writer.ts';
import { configure } from '../kit/engine.ts';
import { describeOn } from '../kit/families.ts';
import { assertTablesEqual } from '../kit/table-contents.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startTopology } from '../kit/topology.ts';
import { writableOverlaps } from '../kit/writable-overlap.ts';
import { WriteProber } from '../kit/write-prober.ts';
import { fromTheChecks, toTheChecks } from './kit/fail-over.ts';
import { openSignalbox } from './kit/open-signalbox.ts';

await describeOn('mariadb', 'the master is killed under writes, by GTID', () => {
  test(
    'the map says so, and the wizard leads from the evidence to a new master',
    { timeout: 240_000 },
    async (context) => {
      const topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 2 });
      context.onTestFinished(() => topology.stop());
      const { source } = topology;
      const directory = await mkdtemp(join(tmpdir(), 'sbx-failover-'));
      context.onTestFinished(() => rm(directory, { recursive: true, force: true }));
      const seeds = topology.servers.map(({ address }) => address);
      const config = await configure(directory, topology, { configuration: 'poll_interval: 1s', seeds });
      const { page } = await openSignalbox(context, { config });
      await page.getByRole('button', { name: new RegExp(`^${source.address}, Master`) }).waitFor();
      const writer = new ContinuousWriter(topology.servers);
      const prober = new WriteProber(topology.servers);
      await prober.start();
      await writer.start();
      await writer.progress(40);

      await source.kill();
      const finding = page
        .getByRole('region', { name: 'Findings' })
        .getByRole('button', { name: new RegExp(`${source.address} is dead`) });
      await finding.waitFor({ timeout: 60_000 });
      await page.getByRole('region', { name: 'Findings' }).getByRole('link', { name: 'Fail over…' }).waitFor();
      await switchOverIsRefused(page, topology.replicas[0]?.address ?? '');
      await page.getByRole('link', { name: 'Fail over…' }).click();
      const chosen = await throughTheWizard(page, source);
      const next = topology.replicas.find(({ address }) => address === chosen);
      const other = topology.replicas.find(({ address }) => address !== chosen);
      if (next === undefined || other === undefined) throw new Error(`${chosen} is no slave`);

      await writer.progress();
      const writes = await writer.stop();
      expect(writableOverlaps(await prober.stop())).toEqual([]);
      await page.getByRole('button', { name: 'Back to the map' }).click();
      await page.getByRole('button', { name: new RegExp(`^${chosen}, Master`) }).waitFor({ timeout: 30_000 });
      await page.getByRole('banner').getByRole('button', { name: 'Switch over…' }).waitFor();
      await topology.settle([other], next);
      await assertTablesEqual([next, other]);
      const stored = await storedWrites(next);
      expect(missingWrites(writes, stored).filter((problem) => !/is gone|increments/.test(problem))).toEqual([]);
      expect(await next.value('SELECT @@global.read_only')).toBe(0);
      expect(await other.value('SELECT @@global.read_only')).toBe(1);
    },
  );
});

/** The switchover's own check says that this is a failover; its button leads there. */
async function switchOverIsRefused(page: Page, slave: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search commands and servers' }).fill('Switch over…');
  await page.getByRole('button', { name: /^Switch over….* not now/ }).click();
  await page.getByText('The master does not answer: if it is gone, this is a failover.').waitFor();
  await page.getByRole('radio', { name: new RegExp(slave) }).check();
  await page.getByRole('button', { name: /^Check / }).click();
  await page
    .getByRole('region', { name: 'Blocks' })
    .getByText(/this is a failover, not a switchover/)
    .waitFor();
}

/** From the evidence to the result; the new master's address. */
async function throughTheWizard(page: Page, source: TestServer): Promise<string> {
  const chosen = await toTheChecks(page, source);
  await fromTheChecks(page, chosen);
  await page
    .getByRole('region', { name: 'Writes' })
    .getByText(/until .* was opened/)
    .waitFor();
  await page.getByRole('region', { name: 'Records' }).getByText(chosen).waitFor();
  return chosen;
}
