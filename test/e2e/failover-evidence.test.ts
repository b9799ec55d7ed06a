import type { Page } from 'playwright-core';
import { expect, test, type TestContext } from 'vitest';

import { command } from './kit/commands.ts';
import { openSignalbox } from './kit/open-signalbox.ts';

const program = 'test/kit/serve-fake.ts';

/** Opens the map of a cluster whose master is gone in this way. */
async function openGone(context: TestContext, kind: string): Promise<Page> {
  const { page } = await openSignalbox(context, { program, args: ['--gone', kind, '--pace', '0.3'] });
  await page.getByRole('banner').getByRole('button', { name: 'Fail over…' }).waitFor();
  return page;
}

function conclusion(page: Page) {
  return page.getByRole('region', { name: 'Conclusion' });
}

test('while it is too early it counts down and asks again by itself; then somebody is chosen', async (context) => {
  const page = await openGone(context, 'countdown');
  await page.getByRole('button', { name: /the master 127.* is dead/i }).waitFor();
  await page.getByRole('link', { name: 'Fail over…' }).click();
  await page.getByText('Gathering the evidence…').waitFor();
  await conclusion(page).getByText('Too early to tell.').waitFor();
  const left = await page.getByRole('timer', { name: 'Asked again in' }).innerText();
  expect(Number.parseInt(left, 10)).toBeGreaterThan(0);
  await conclusion(page).getByText('It is gone.').waitFor();
  await page.getByRole('button', { name: 'Choose who takes over' }).click();
  await page.getByRole('radio', { name: '127.0.0.1:3311, best candidate', checked: true }).waitFor();
  await page.getByRole('radio', { name: '127.0.0.1:3312, blocked' }).check();
  await page.getByText(/Asking everything again, with 127\.0\.0\.1:3312/).waitFor();
  await page.getByRole('button', { name: 'Check 127.0.0.1:3312' }).click();
  await page.getByRole('heading', { name: /3312 is not the most advanced/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Show the plan' }).getAttribute('aria-disabled')).toBe('true');
});

test('going on without proof wants a reason, and is a loss among the checks', async (context) => {
  const page = await openGone(context, 'no-witness');
  await command(page, 'Fail over…');
  await conclusion(page).getByText('Nobody can tell.').waitFor();
  await page.getByRole('button', { name: 'Go on without proof…' }).click();
  const on = page.getByRole('button', { name: 'Go on by my word' });
  expect(await on.getAttribute('aria-disabled')).toBe('true');
  await page.getByLabel('Accepted because').fill('unplugged by Ann, seen on camera');
  await on.click();
  await page.getByRole('button', { name: 'Check 127.0.0.1:3311' }).click();
  const losses = page.getByRole('region', { name: 'Losses to accept' });
  expect(await losses.getByLabel('Accepted because').inputValue()).toBe('unplugged by Ann, seen on camera');
  const lost = page.getByRole('region', { name: 'What may be lost' });
  await lost.getByLabel('Accepted because').fill('nothing else is left');
  await page.getByLabel('Keep it closed for, hours').fill('0');
  await page.getByLabel('Keep it closed for, hours').press('Enter');
  await page.getByText(/Nobody looks after that/).waitFor();
  expect(await lost.getByLabel('Accepted because').inputValue()).toBe('nothing else is left');
  await page.getByRole('checkbox', { name: 'Go on with source-not-fenced on 127.0.0.1:3310' }).check();
  await page.getByRole('button', { name: 'Show the plan' }).click();
  await page.getByText('nobody keeps the old master closed').waitFor();
  const begin = page.getByRole('button', { name: 'Fail over to 127.0.0.1:3311' });
  expect(await begin.getAttribute('aria-disabled')).toBe('true');
  await page.getByLabel(/^Type the cluster’s name/).fill('shop');
  expect(await begin.getAttribute('aria-disabled')).toBe('false');
});

test.for([
  ['answers', 'answers our queries', 'Switch over instead…'],
  ['refuses', 'Too many connections', null],
  ['heard', 'got something from it', null],
] as const)('a master that %s is not failed over', async ([kind, because, way], context) => {
  const page = await openGone(context, kind);
  await page.getByRole('banner').getByRole('button', { name: 'Fail over…' }).click();
  await conclusion(page).getByText('It is not gone.').waitFor();
  await conclusion(page).getByText(because).waitFor();
  await conclusion(page).getByText('Cure:').waitFor();
  for (const name of ['Choose who takes over', 'Go on without proof…'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Switch over instead…' }).count()).toBe(way === null ? 0 : 1);
});

test('nobody can take over: said at once, with the cure', async (context) => {
  const page = await openGone(context, 'nobody');
  await page.getByRole('button', { name: /^127\.0\.0\.1:3310, Unreachable/ }).click();
  await page
    .getByRole('region', { name: /Server 127/ })
    .getByRole('link', { name: 'Fail over…' })
    .click();
  await page.getByRole('heading', { name: /nobody can take over/ }).waitFor();
  await page.getByText(/Bring a slave of it back/).waitFor();
});

test('the switchover leads to the failover while its master does not answer', async (context) => {
  const page = await openGone(context, 'dead');
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Search commands and servers' }).fill('Switch over…');
  await page.getByRole('button', { name: /^Switch over….* not now: its master does not answer/ }).click();
  await page.getByText('The master does not answer: if it is gone, this is a failover.').waitFor();
  await page.getByRole('link', { name: 'Fail over…' }).click();
  await page.getByRole('heading', { name: 'Is 127.0.0.1:3310 gone?' }).waitFor();
});
