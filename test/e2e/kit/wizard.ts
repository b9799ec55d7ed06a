import type { Page } from 'playwright-core';

/** A switchover takes its steps' own time. */
export const switchoverMs = 45_000;

/** From the choice, with the proposed candidate, to the plan: every warning is ticked. */
export async function goToPlan(page: Page): Promise<void> {
  await page.getByRole('radio', { checked: true }).waitFor();
  await page.getByRole('button', { name: /^Check / }).click();
  await page.getByText(/checks? passed/).waitFor();
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('list', { name: 'Steps', exact: true }).waitFor();
}

/** The outcome in its sentence, once there is one. */
export async function outcome(page: Page): Promise<string> {
  const heading = page.getByRole('region', { name: 'Outcome' }).getByRole('status');
  await heading.waitFor({ timeout: switchoverMs });
  return heading.innerText();
}

/** From a failover's checks to the map, on the engine without servers. */
export async function failOverFake(page: Page): Promise<void> {
  await page.getByLabel('Accepted because').fill('its power supply burnt out');
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByLabel(/^Type the cluster’s name/).fill('shop');
  await page.getByRole('button', { name: /^Fail over to/ }).click();
  await outcome(page);
  await page.getByRole('button', { name: 'Back to the map' }).click();
}
