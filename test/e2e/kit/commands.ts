import type { Page } from 'playwright-core';

/** Does what the palette calls `title`, from the keyboard as a person would: Ctrl K, its name, Enter. */
export async function command(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Commands, Ctrl K' }).waitFor();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('textbox', { name: 'Search commands and servers' });
  await search.fill(title);
  await page.getByRole('button', { name: title, exact: true }).waitFor();
  await search.press('Enter');
  await search.waitFor({ state: 'hidden' });
}
