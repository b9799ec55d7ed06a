import { expect, test } from 'vitest';

import { openSignalbox } from './kit/open-signalbox.ts';

test('the first screen offers servers and the yard', async (context) => {
  const { page } = await openSignalbox(context);
  await page
    .getByRole('button', { name: /add servers/i })
    .or(page.getByRole('link', { name: /add servers/i }))
    .waitFor();
  await page.getByRole('button', { name: /practi[sc]e/i }).waitFor();
  expect(await page.title()).toContain('Signalbox');
});
