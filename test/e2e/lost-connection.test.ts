import { expect, test } from 'vitest';

import { breakable } from './kit/breakable-connection.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { goToPlan, outcome } from './kit/wizard.ts';

const program = 'test/kit/serve-fake.ts';
const banner = 'The connection to Signalbox’s engine is lost';

test('a lost connection is said at once, what was known stays, and it heals by itself', async (context) => {
  const { page } = await openSignalbox(context, { program });
  const connection = await breakable(page);
  const cards = page.getByRole('button', { name: /^127\.0\.0\.1:\d+, (master|slave)/i });
  await expect.poll(() => cards.count(), { timeout: 15_000 }).toBe(3);
  await connection.cut();
  await page.getByText(banner).waitFor();
  expect(await cards.count()).toBe(3);
  connection.restore();
  await page.getByText(banner).waitFor({ state: 'hidden' });
  await page.getByText(/^0 s ago$/).waitFor();
});

test('a running switchover goes on without its window and is followed to its end', async (context) => {
  const { page } = await openSignalbox(context, { program });
  const connection = await breakable(page);
  await page.getByRole('button', { name: 'Switch over…' }).click();
  await goToPlan(page);
  await page.getByRole('button', { name: /^Switch over to/ }).click();
  await page.getByRole('timer', { name: 'Writes blocked for' }).waitFor();
  await connection.cut();
  await page.getByText(banner).waitFor();
  connection.restore();
  expect(await outcome(page)).toMatch(/is the master now\.$/);
});
