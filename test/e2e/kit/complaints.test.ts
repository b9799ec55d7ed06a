import { expect, test, type TestContext } from 'vitest';

import { launchChromium } from './chromium.ts';
import { collectComplaints } from './complaints.ts';

async function openPage(context: TestContext, script: string): Promise<readonly string[]> {
  const browser = await launchChromium();
  context.onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const complaints = collectComplaints(page);
  await page.setContent(`<script>${script}</script>`);
  return complaints;
}

test('a quiet page gives no complaint', async (context) => {
  const complaints = await openPage(context, 'console.warn("hello")');
  expect(complaints).toEqual([]);
});

test.for([
  ['console error: lost', 'console.error("lost")'],
  ['uncaught: broken', 'setTimeout(() => { throw new Error("broken") })'],
  ['unexpected alert: look', 'alert("look")'],
] as const)('“%s” is noticed', async ([complaint, script], context) => {
  const complaints = await openPage(context, script);
  await expect.poll(() => complaints.join()).toContain(complaint);
});
