import { expect, test } from 'vitest';

import { faintTexts } from './kit/faint-texts.ts';
import { openSignalbox } from './kit/open-signalbox.ts';

/** The fake's third server falls behind for some seconds, again and again. */
const behindMs = 40_000;

test(
  'a finding selects its servers; a card shows what is known of its server',
  { timeout: 90_000 },
  async (context) => {
    const { page } = await openSignalbox(context, { program: 'test/kit/serve-fake.ts' });
    const findings = page.getByRole('region', { name: 'Findings' });
    const finding = findings.getByRole('button', { name: /behind its master/ });
    await finding.waitFor({ timeout: behindMs });
    await finding.click();
    const behind = page.getByRole('button', { name: /^127\.0\.0\.1:3312, Slave/ });
    await expect.poll(() => behind.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('region', { name: 'Server 127.0.0.1:3312' }).waitFor();

    const other = page.getByRole('button', { name: /^127\.0\.0\.1:3311, Slave/ });
    await other.focus();
    await page.keyboard.press('Enter');
    const server = page.getByRole('region', { name: 'Server 127.0.0.1:3311' });
    await server.getByText('Follows 127.0.0.1:3310').waitFor();
    await server.getByRole('button', { name: 'Copy executed position of 127.0.0.1:3311' }).waitFor();
    await server.getByRole('button', { name: 'Copy received position of 127.0.0.1:3311' }).waitFor();
    expect(await faintTexts(page)).toEqual([]);

    await server.getByRole('button', { name: 'Record 127.0.0.1:3311 now' }).click();
    await page.getByText('Recorded 1 server').waitFor();
    await page.getByRole('region', { name: 'Recent records and operations' }).getByText('1 server').waitFor();

    await other.focus();
    await page.keyboard.press('ArrowUp');
    const master = page.getByRole('button', { name: /^127\.0\.0\.1:3310, Master/ });
    await expect.poll(() => master.evaluate((element) => element === document.activeElement)).toBe(true);
  },
);
