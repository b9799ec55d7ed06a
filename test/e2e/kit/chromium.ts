import { chromium, type Browser } from 'playwright-core';

/** Without these Chromium looks up its maker's hosts at every start. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The system's Chromium, headless; named by SIGNALBOX_CHROMIUM (`npm test` sets it), else the one at the usual place.
 * As root it runs only without its sandbox.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['SIGNALBOX_CHROMIUM'] ?? '/usr/bin/chromium';
  const args = process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
  return chromium.launch({ executablePath, args, headless: true, timeout: 30_000 });
}
