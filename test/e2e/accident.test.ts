import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { flavours } from '../../shared/domain/flavour.ts';
import { assertAcknowledgedWritesExist } from '../kit/acknowledged-writes.ts';
import { beginLogWith, breaksAgain, PlainReplica, repeatsSilently } from '../kit/classic.ts';
import { ContinuousWriter } from '../kit/continuous-writer.ts';
import { configure } from '../kit/engine.ts';
import { describeOn } from '../kit/families.ts';
import { assertTablesEqual } from '../kit/table-contents.ts';
import type { TestServer } from '../kit/test-server.ts';
import { startTopology } from '../kit/topology.ts';
import { countLooks, type Looks } from './kit/looks.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { outcome } from './kit/wizard.ts';

/** With several workers MySQL 8 and later may leave gaps behind the accident's error and then refuse any CHANGE. */
const oneWorker = { mysql: { 'replica-parallel-workers': '1' }, mariadb: {}, mysql56: {} } as const;

/** A look that was under way when something happened, and two polls. */
const twoPolls = 3;

for (const family of flavours) {
  await describeOn(family, 'CHANGE MASTER without coordinates, by file and offset', () => {
    test(
      'the map says what happened; put back ends with replication running where it is proved, and refuses where not',
      { timeout: 240_000 },
      async (context) => {
        const topology = await startTopology({ family, positions: 'file', replicas: 2, settings: oneWorker[family] });
        context.onTestFinished(() => topology.stop());
        const { source } = topology;
        const [seen, unseen] = topology.replicas as readonly [TestServer, TestServer];
        await beginLogWith(source, [breaksAgain]);
        const writer = new ContinuousWriter([source]);
        await writer.start();
        context.onTestFinished(async () => {
          await writer.stop();
        });
        const directory = await mkdtemp(join(tmpdir(), 'sbx-accident-'));
        context.onTestFinished(() => rm(directory, { recursive: true, force: true }));
        const config = await configure(directory, topology, { configuration: 'poll_interval: 1s' });
        const { page } = await openSignalbox(context, { config });
        const looks = await countLooks(page);
        await page.getByRole('button', { name: `${unseen.address}, Slave` }).waitFor();

        const stopped = new PlainReplica(seen, family);
        await stopped.stop();
        await page
          .getByRole('region', { name: 'Findings' })
          .getByRole('button', { name: /stopped/ })
          .waitFor();
        await writer.progress();
        await accident(stopped);
        await told(page, looks, seen, /SQL thread seen stopped/);
        await putBack(page, seen, /recorded while its SQL thread stood still/);

        await writer.progress();
        await looks.next();
        const surprised = new PlainReplica(unseen, family);
        await surprised.stop();
        await accident(surprised);
        await told(page, looks, unseen, /or further .*, seen while it ran/);
        await putBack(page, unseen, /found in the master’s binary log/);

        const writes = await writer.stop();
        await topology.settle();
        await assertAcknowledgedWritesExist(writes, topology.servers);
        await assertTablesEqual(topology.servers);

        await source.query("DELETE FROM app.marks WHERE name = 'breaks'");
        await topology.settle();
        await beginLogWith(source, [repeatsSilently, breaksAgain]);
        await topology.settle();
        await looks.next();
        await looks.next();
        await surprised.stop();
        await accident(surprised);
        await told(page, looks, unseen, /or further .*, seen while it ran/);
        await refusedToPutBack(page);
      },
    );
  });
}

/** What is left of the classic once the slave was stopped; returns when the slave broke. */
async function accident(replica: PlainReplica): Promise<void> {
  await replica.changeHostOnly();
  await replica.start();
  await replica.broken();
}

/** The map says what happened, two polls later at the latest. */
async function told(page: Page, looks: Looks, server: TestServer, how: RegExp): Promise<void> {
  const before = looks.count();
  const finding = page
    .getByRole('region', { name: 'Findings' })
    .getByRole('button', { name: /the position was reset/ });
  await finding.filter({ hasText: server.address }).waitFor();
  expect(looks.count() - before).toBeLessThanOrEqual(twoPolls);
  expect(await finding.innerText()).toMatch(how);
}

async function checkPutBack(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Put it back…' }).click();
  await page.getByRole('button', { name: 'Check whether it is proved' }).click();
}

async function putBack(page: Page, server: TestServer, proof: RegExp): Promise<void> {
  await checkPutBack(page);
  const stands = page.getByRole('region', { name: 'Where its data stands' });
  await stands.getByText('Proved.').waitFor({ timeout: 60_000 });
  await stands.getByText(proof).waitFor();
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('button', { name: `Put ${server.address} back` }).click();
  expect(await outcome(page)).toBe(`${server.address} is back where it stood.`);
  await page.getByRole('button', { name: 'Back to the map' }).click();
  await page.getByRole('button', { name: /the position was reset/ }).waitFor({ state: 'detached' });
  const card = page.getByRole('button', { name: new RegExp(`^${server.address}, Slave`) });
  await expect.poll(() => card.getAttribute('aria-label'), { timeout: 30_000 }).not.toMatch(/stopped/);
}

/** What was applied once more is in the data: nothing is guessed, and what is missing is said. */
async function refusedToPutBack(page: Page): Promise<void> {
  await checkPutBack(page);
  const stands = page.getByRole('region', { name: 'Where its data stands' });
  await stands.getByText('Not proved.').waitFor({ timeout: 60_000 });
  await stands.getByText('at least').waitFor();
  await page
    .getByText(/^Nothing proves where its data stands\. Tried: |was applied/)
    .first()
    .waitFor();
  const plan = page.getByRole('button', { name: 'Show the plan' });
  expect(await plan.getAttribute('aria-disabled')).toBe('true');
}
