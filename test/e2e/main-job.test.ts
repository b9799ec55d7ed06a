import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { command } from './kit/commands.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { goToPlan, outcome } from './kit/wizard.ts';

const yardMs = 60_000;

interface Vocabulary {
  readonly title: string;
  readonly source: string;
  readonly replica: string;
  /** Words that must not be in what Signalbox itself says. */
  readonly foreign: RegExp;
}

const vocabularies: readonly Vocabulary[] = [
  { title: 'Say master and slave', source: 'master', replica: 'slave', foreign: /\b(source|replica)s?\b/i },
  { title: 'Say source and replica', source: 'source', replica: 'replica', foreign: /\b(master|slave)s?\b/i },
];

/** The server of a card on the map with this role. */
async function serverWithRole(page: Page, role: string): Promise<string> {
  const card = page.getByRole('button', { name: new RegExp(`^127\\.0\\.0\\.1:\\d+, ${role}`, 'i') }).first();
  await card.waitFor({ timeout: yardMs });
  const name = (await card.getAttribute('aria-label')) ?? '';
  return /^127\.0\.0\.1:\d+/.exec(name)?.[0] ?? '';
}

async function expectOneSourceTwoReplicas(page: Page, { source, replica }: Vocabulary): Promise<void> {
  const cards = (role: string) => page.getByRole('button', { name: new RegExp(`^127[^,]+, ${role}`, 'i') }).count();
  await expect.poll(async () => [await cards(source), await cards(replica)], { timeout: 15_000 }).toEqual([1, 2]);
}

test.for(vocabularies)(
  'first run, the yard, the map, a switchover and the journal: $source and $replica',
  { timeout: 150_000 },
  async (vocabulary, context) => {
    const { source, replica, foreign } = vocabulary;
    const { page } = await openSignalbox(context);
    const screens = page.getByRole('navigation', { name: 'Screens' });
    await page.getByRole('button', { name: 'Practise on the yard' }).waitFor();
    await command(page, vocabulary.title);
    await page.getByRole('button', { name: 'Practise on the yard' }).click();

    const old = await serverWithRole(page, source);
    await expectOneSourceTwoReplicas(page, vocabulary);

    await page.getByRole('button', { name: 'Switch over…' }).click();
    await page.getByRole('heading', { name: `Which ${replica} becomes the ${source}?` }).waitFor();
    const candidate = page.getByRole('radio', { name: /best candidate/, checked: true });
    await candidate.waitFor();
    const chosen = /^[^,]+/.exec((await candidate.getAttribute('aria-label')) ?? '')?.[0] ?? '';
    expect(chosen).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(chosen).not.toBe(old);

    await goToPlan(page);
    const steps = page.getByRole('list', { name: 'Steps', exact: true });
    await steps.getByText(`from here undone only while ${chosen} has taken no write`).waitFor();
    await steps.getByText('FLUSH TABLES WITH READ LOCK').first().waitFor();
    const titles = await steps.getByRole('button', { expanded: false }).allInnerTexts();
    expect(titles.length).toBeGreaterThan(10);
    expect(titles.filter((title) => foreign.test(title))).toEqual([]);

    await page.getByRole('button', { name: `Switch over to ${chosen}` }).click();
    expect(await outcome(page)).toBe(`${chosen} is the ${source} now.`);
    await page
      .getByRole('region', { name: 'Writes blocked' })
      .getByText(/\d ?m?s$/)
      .waitFor();
    expect(await steps.getByText('proved', { exact: true }).count()).toBe(titles.length);

    await page.getByRole('button', { name: 'Back to the map' }).click();
    await expect.poll(() => serverWithRole(page, source), { timeout: 15_000 }).toBe(chosen);
    await expectOneSourceTwoReplicas(page, vocabulary);

    await screens.getByRole('link', { name: 'Journal' }).click();
    await page.getByRole('radio', { name: 'Operations' }).check({ force: true });
    await page.getByRole('link', { name: new RegExp(`^Switch over .*${chosen}$`) }).click();
    await page.getByRole('region', { name: 'Outcome' }).getByText(`${chosen} is the ${source} now.`).waitFor();
    await page.getByRole('link', { name: `Compare the records of ${old}` }).click();
    const readOnly = page.getByRole('row', { name: /^read_only/ });
    await readOnly.getByText('OFF').waitFor();
    await readOnly.getByText('ON', { exact: true }).waitFor();
    await page.getByRole('row', { name: new RegExp(`^Executed, in the ${source}’s log differs`) }).waitFor();

    await screens.getByRole('link', { name: 'Journal' }).click();
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/^\d+ entries, chain unbroken$/).waitFor();
  },
);
