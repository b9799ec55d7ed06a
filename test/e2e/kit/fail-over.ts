import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { testCluster } from '../../kit/engine.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { outcome } from './wizard.ts';

/** From the evidence, once it is that, to the checks of the best candidate; its address. */
export async function toTheChecks(page: Page, source: TestServer): Promise<string> {
  const conclusion = page.getByRole('region', { name: 'Conclusion' });
  await conclusion.getByText('It is gone.').waitFor({ timeout: 90_000 });
  await page
    .getByRole('table', { name: `From here to ${source.address}` })
    .getByText('failed')
    .waitFor();
  await page
    .getByRole('table', { name: `What the slaves of ${source.address} say` })
    .getByText('lost it')
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Choose who takes over' }).click();
  const best = page.getByRole('radio', { name: /, best candidate$/, checked: true });
  const chosen = /^[^,]+/.exec((await best.getAttribute('aria-label')) ?? '')?.[0] ?? '';
  await page.getByRole('button', { name: `Check ${chosen}` }).click();
  await page.getByText(/checks? passed/).waitFor();
  return chosen;
}

/** From the checks, accepting what may be lost and every warning, to the result: `chosen` is the master. */
export async function fromTheChecks(page: Page, chosen: string): Promise<void> {
  const lost = page.getByRole('region', { name: 'What may be lost' });
  await lost.getByLabel('Accepted because').fill('it was killed');
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  const steps = page.getByRole('list', { name: 'Steps', exact: true });
  await steps.getByText(`from here undone only while ${chosen} has taken no write`).waitFor();
  await page
    .getByText(/rescue sheet/i)
    .first()
    .waitFor();
  const begin = page.getByRole('button', { name: `Fail over to ${chosen}` });
  expect(await begin.getAttribute('aria-disabled')).toBe('true');
  await page.getByLabel(/^Type the cluster’s name/).fill(testCluster);
  await begin.click();
  expect(await outcome(page)).toBe(`${chosen} is the master now.`);
}
