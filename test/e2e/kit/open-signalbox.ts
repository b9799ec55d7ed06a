import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { TestContext } from 'vitest';

import { launchChromium } from './chromium.ts';
import { collectComplaints } from './complaints.ts';
import { root, startHost, type HostProcess } from './host-process.ts';

export interface OpenOptions {
  /** Arguments of the host besides its folders, e.g. `--yard`. */
  readonly args?: readonly string[];
  /** A configuration file to use; by default there is none yet. */
  readonly config?: string;
  readonly theme?: 'dark' | 'light';
  /** Another program with the host's contract, e.g. `test/kit/serve-fake.ts`; it gets `args` alone. */
  readonly program?: string;
}

export interface OpenSignalbox {
  readonly page: Page;
  readonly host: HostProcess;
  /** Data directory, configuration file and home of this Signalbox; removed at the end of the test. */
  readonly home: string;
  /** Kills the host, page aside, and opens the page of a new one with the same home. */
  killAndStartAgain(): Promise<void>;
}

/** How long a locator waits; a switchover on the yard takes its own, longer time. */
const patienceMs = 15_000;

async function endYard(home: string): Promise<void> {
  const args = [join(root, 'dist/cli/main.js'), 'yard', 'down', '--data-dir', home];
  await promisify(execFile)(process.execPath, args, { timeout: 60_000, env: { ...process.env, HOME: home } });
}

async function keepPicture(page: Page, { task }: TestContext): Promise<void> {
  const folder = join(root, '.cache/test/screenshots');
  await mkdir(folder, { recursive: true });
  const name = `${task.name.replace(/[^\w]+/g, '-')}.png`;
  await page.screenshot({ path: join(folder, name), fullPage: true, timeout: 5_000 });
  console.log(`Screenshot: .cache/test/screenshots/${name}`);
}

/**
 * Starts a browser host with a home of its own, opens it in Chromium and takes everything down at the end of the test,
 * practice servers included. The test fails when the page logged an error, threw or opened a dialog; a failed test
 * leaves a screenshot and prints what the host said.
 */
export async function openSignalbox(context: TestContext, options: OpenOptions = {}): Promise<OpenSignalbox> {
  const home = await mkdtemp(join(tmpdir(), 'sbx-e2e-'));
  context.onTestFinished(() => rm(home, { recursive: true, force: true }));
  const config = options.config ?? join(home, 'signalbox.yaml');
  const folders = ['--data-dir', home, '--config', config, '--port', '0'];
  const args = options.program === undefined ? [...folders, ...(options.args ?? [])] : (options.args ?? []);
  const start = async (): Promise<HostProcess> => {
    const started = await startHost({ program: [options.program ?? 'dist/browser/main.js', ...args], home });
    context.onTestFinished(() => started.end());
    return started;
  };
  if (options.program === undefined) context.onTestFinished(() => endYard(home));
  const host = await start();
  const browser = await launchChromium();
  context.onTestFinished(() => browser.close());
  const page = await browser.newPage({ colorScheme: options.theme ?? 'dark', viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(patienceMs);
  const complaints = collectComplaints(page);
  context.onTestFinished(async () => {
    const failed = context.task.result?.state === 'fail';
    if (failed || complaints.length > 0) {
      await keepPicture(page, context);
      console.log(`The host printed:\n${host.output()}`);
    }
    if (complaints.length > 0) throw new Error(`The page did what it must not:\n${complaints.join('\n')}`);
  });
  await page.goto(host.url);
  const killAndStartAgain = async (): Promise<void> => {
    await page.goto('about:blank');
    await host.kill();
    const next = await start();
    context.onTestFinished(async () => {
      await page.goto('about:blank');
    });
    await page.goto(next.url);
  };
  return { page, host, home, killAndStartAgain };
}
