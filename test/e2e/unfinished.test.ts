import { expect, test } from 'vitest';

import { faintTexts } from './kit/faint-texts.ts';
import { openSignalbox } from './kit/open-signalbox.ts';
import { goToPlan, outcome } from './kit/wizard.ts';

const program = 'test/kit/serve-fake.ts';

test('an operation that was cut off is shown on every screen, is carried on to its end, and then undone by a new plan', async (context) => {
  const { page } = await openSignalbox(context, { program, args: ['--cut-off', '--pace', '0.2'] });
  const banner = page.getByText(/^An operation is unfinished: Switch over Shop/);
  await banner.waitFor();
  const switchOver = page.getByRole('button', { name: 'Switch over…' });
  await expect.poll(() => switchOver.getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Settings' }).click();
  await banner.waitFor();

  await page.getByRole('link', { name: 'See the ways out' }).click();
  await page.getByText(/^Of 8 steps: 3 proved, 1 begun and not proved, 4 not begun\./).waitFor();
  await page
    .getByRole('region', { name: /^The servers now/ })
    .getByText('follows 127.0.0.1:3310')
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Copy path of the rescue sheet' }).waitFor();
  const handOver = page.getByRole('listitem', { name: 'Hand over' });
  expect(await handOver.getByRole('button').getAttribute('aria-disabled')).toBe('true');
  expect(await faintTexts(page)).toEqual([]);

  await page.getByRole('button', { name: 'Continue it' }).click();
  expect(await outcome(page)).toBe('127.0.0.1:3311 is the master now.');
  await page.getByRole('link', { name: 'Open in the journal' }).click();
  await page.getByRole('link', { name: 'Undo…' }).click();
  await page.getByText(/checks passed/).waitFor();
  await banner.waitFor({ state: 'detached' });
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByRole('button', { name: 'Switch over to 127.0.0.1:3310' }).click();
  expect(await outcome(page)).toBe('127.0.0.1:3310 is the master now.');
  await page.getByRole('button', { name: 'Back to the map' }).click();
  await expect.poll(() => switchOver.getAttribute('aria-disabled')).toBe('false');
});

test('in production a way out is taken only after the cluster’s name was typed; undone is said as undone', async (context) => {
  const { page } = await openSignalbox(context, {
    program,
    args: ['--cut-off', '--failing', '--production', '--pace', '0.2'],
  });
  await page.getByRole('link', { name: 'See the ways out' }).click();
  const undo = page.getByRole('button', { name: 'Undo it' });
  await expect.poll(() => undo.getAttribute('title')).toBe('Type shop first');
  await page.getByRole('listitem', { name: 'Continue' }).getByText('not now').waitFor();
  await page.getByLabel(/^Type the cluster’s name/).fill('shop');
  await undo.click();
  expect(await outcome(page)).toMatch(/^It was undone/);
});

test('a run that stops half-way leads to the page of its operation, where it is carried on', async (context) => {
  const { page } = await openSignalbox(context, { program, args: ['--stuck', '--pace', '0.2'] });
  await page.getByRole('button', { name: 'Switch over…' }).click();
  await goToPlan(page);
  await page.getByRole('button', { name: /^Switch over to/ }).click();
  expect(await outcome(page)).toMatch(/^It stopped half-way and needs you/);
  await page.getByText('Continue, undo or hand over: its page has what is open of these, and why.').waitFor();
  await page.getByRole('button', { name: 'See the ways out' }).click();
  await page.getByText('It stopped half-way.').waitFor();
  await page.getByText(/^Of 8 steps: 3 proved, 1 failed, 4 not begun\./).waitFor();
  expect(await faintTexts(page)).toEqual([]);
  await page.getByRole('button', { name: 'Continue it' }).click();
  expect(await outcome(page)).toBe('127.0.0.1:3311 is the master now.');
});
