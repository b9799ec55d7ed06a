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
