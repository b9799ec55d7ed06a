import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { assertAcknowledgedWritesExist } from '../kit/acknowledged-writes.ts';
import { ContinuousWriter } from '../kit/continuous-writer.ts';
import { configure } from '../kit/engine.ts';
import { describeOn } from '../kit/families.ts';
import { assertTablesEqual } from '../kit/table-contents.ts';
import { startTopology } from '../kit/topology.ts';
import { waitFor } from '../kit/wait-for.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { goToPlan, outcome } from './kit/wizard.ts';

await describeOn('mariadb', 'a program killed while writes are stopped', () => {
  test(
    'the next one’s window shows what was begun, proved and unknown, and its undo ends proved',
    { timeout: 150_000 },
    async (context) => {
      const topology = await startTopology({ family: 'mariadb', positions: 'gtid', replicas: 2 });
      context.onTestFinished(() => topology.stop());
      const directory = await mkdtemp(join(tmpdir(), 'sbx-killed-'));
      context.onTestFinished(() => rm(directory, { recursive: true, force: true }));
      const configuration = 'poll_interval: 1s\nask_to_move_application: true';
      const config = await configure(directory, topology, { configuration });
      const writer = new ContinuousWriter(topology.servers);
      await writer.start();
      context.onTestFinished(async () => {
        await writer.stop();
      });

      const signalbox = await openSignalbox(context, { config });
      const { page } = signalbox;
      await page.getByRole('button', { name: 'Switch over…' }).click();
      await goToPlan(page);
      const go = page.getByRole('button', { name: /^Switch over to/ });
      const candidate = topology.server((await go.innerText()).replace('Switch over to ', ''));
      await go.click();
      const movedAway = page.getByRole('button', { name: 'Go on, stop writes' });
      await movedAway.waitFor();
      const holdsBack = await candidate.connect({ user: 'root', socketPath: candidate.spec.socket });
      await holdsBack.query('LOCK TABLES app.counters READ');
      await writer.progress();
      await movedAway.click();
      await page.getByRole('timer', { name: 'Writes blocked for' }).waitFor();
      await waitFor(
        'the master to be closed',
        () => topology.source.value('SELECT @@global.read_only'),
        (closed) => closed === 1,
      );
      await signalbox.killAndStartAgain();
      await holdsBack.end();

      const banner = page.getByText(/^An operation is unfinished: Switch over/);
      await banner.waitFor();
      expect(await topology.source.value('SELECT @@global.read_only')).toBe(1);
      await page.getByRole('link', { name: 'See the ways out' }).click();
      await page.getByText('It was cut off.').waitFor();
      await page.getByText(/^Of \d+ steps: \d+ proved, .*not begun\. The red line is not passed\./).waitFor();
      const now = page.getByRole('region', { name: /^The servers now/ });
      await now.getByText(`follows ${topology.source.address}`).first().waitFor();
      await page.getByRole('listitem', { name: 'Continue' }).waitFor();
      await page.getByRole('button', { name: 'Undo it' }).click();
      expect(await outcome(page)).toMatch(/was undone: everything is as it was before, and that is proved/);
      await banner.waitFor({ state: 'detached' });

      await writer.progress();
      const writes = await writer.stop();
      expect(writer.lastServer).toBe(topology.source.address);
      await topology.settle();
      await assertAcknowledgedWritesExist(writes, topology.servers);
      await assertTablesEqual(topology.servers);
    },
  );
});
