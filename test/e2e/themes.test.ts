import { expect, test } from 'vitest';

import { command } from './kit/commands.ts';
import { faintTexts } from './kit/faint-texts.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { failOverFake, goToPlan, outcome } from './kit/wizard.ts';

test.for(['Light theme', 'Dark theme'])(
  '%s: every text of every screen can be read',
  { timeout: 90_000 },
  async (theme, context) => {
    const { page } = await openSignalbox(context, { program: 'test/kit/serve-fake.ts', args: ['--pace', '0.5'] });
    await command(page, theme);
    const scheme = theme === 'Light theme' ? 'light' : 'dark';
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();

    await page.getByRole('button', { name: /, master/i }).waitFor();
    expect(await faintTexts(page), 'map').toEqual([]);
    await page.getByRole('button', { name: 'Switch over…' }).click();
    await page.getByRole('radio').first().waitFor();
    expect(await faintTexts(page), 'choice').toEqual([]);
    await goToPlan(page);
    expect(await faintTexts(page), 'plan').toEqual([]);
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByText(/checks? passed/).click();
    expect(await faintTexts(page), 'checks').toEqual([]);
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await page.getByRole('button', { name: /^Switch over to/ }).click();
    await page.getByRole('timer').waitFor();
    expect(await faintTexts(page), 'run').toEqual([]);
    await outcome(page);
    expect(await faintTexts(page), 'result').toEqual([]);
    await page.getByRole('link', { name: 'Compare the records of' }).first().click();
    await page.getByRole('table').waitFor();
    expect(await faintTexts(page), 'comparison').toEqual([]);
    await page.getByRole('navigation').getByRole('link', { name: 'Journal' }).click();
    await page
      .getByRole('link', { name: /before an operation/ })
      .first()
      .waitFor();
    expect(await faintTexts(page), 'journal').toEqual([]);
    await page
      .getByRole('link', { name: /before an operation/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'This record' }).waitFor();
    expect(await faintTexts(page), 'record').toEqual([]);
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('region', { name: 'Words and look' }).waitFor();
    expect(await faintTexts(page), 'settings').toEqual([]);
    await page.getByRole('region', { name: 'Clusters' }).getByText('Add servers').click();
    await page.getByRole('region', { name: 'Account', exact: true }).waitFor();
    expect(await faintTexts(page), 'adding servers').toEqual([]);
  },
);

test.for(['Light theme', 'Dark theme'])(
  '%s: every text of a failover can be read',
  { timeout: 90_000 },
  async (theme, context) => {
    const args = ['--gone', 'dead', '--returns', 'own', '--pace', '0.2'];
    const { page } = await openSignalbox(context, { program: 'test/kit/serve-fake.ts', args });
    await command(page, theme);
    const scheme = theme === 'Light theme' ? 'light' : 'dark';
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();

    await page.getByRole('button', { name: /^127\.0\.0\.1:3310, Unreachable/ }).click();
    expect(await faintTexts(page), 'map').toEqual([]);
    await page.getByRole('banner').getByRole('button', { name: 'Fail over…' }).click();
    await page.getByRole('button', { name: 'Choose who takes over' }).waitFor();
    expect(await faintTexts(page), 'evidence').toEqual([]);
    await page.getByRole('button', { name: 'Choose who takes over' }).click();
    await page.getByRole('radio').first().waitFor();
    expect(await faintTexts(page), 'candidates').toEqual([]);
    await page.getByRole('button', { name: /^Check 127/ }).click();
    await page.getByText(/checks? passed/).waitFor();
    expect(await faintTexts(page), 'checks').toEqual([]);
    await failOverFake(page);
    const bar = page.getByRole('region', { name: 'Duty for 127.0.0.1:3310' });
    await bar.getByText('It does not answer yet.').waitFor();
    expect(await faintTexts(page), 'duty').toEqual([]);
    await bar.getByRole('link', { name: /^Let it follow/ }).waitFor();
    await bar.getByRole('button', { name: 'Hands off…' }).click();
    expect(await faintTexts(page), 'hands off').toEqual([]);
    await bar.getByRole('link', { name: /^Let it follow/ }).click();
    await page.getByText('It has writes of its own.').waitFor();
    expect(await faintTexts(page), 'refused rejoin').toEqual([]);
    await command(page, 'Incidents');
    await page.getByRole('list', { name: 'Incidents' }).getByRole('link').click();
    await page.getByLabel('What is to be known of it').fill('Its power supply.');
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('region', { name: 'Acknowledged' }).waitFor();
    expect(await faintTexts(page), 'incident').toEqual([]);
    await page.getByRole('link', { name: 'Incidents' }).click();
    await page.getByRole('list', { name: 'Incidents' }).getByText('acknowledged').waitFor();
    expect(await faintTexts(page), 'incidents').toEqual([]);
  },
);
