import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { root } from '../setup/paths.mjs';
import { runBounded } from './bounded-child.ts';

export type Chromium = { readonly executable: string } | { readonly missing: string };

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const fixed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...fixed].find(isExecutable);
}

async function aptGet(args: readonly string[], withinMs: number): Promise<string | undefined> {
  let output = '';
  const ending = await runBounded('apt-get', args, {
    cwd: root,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    withinMs,
    onOutput: (text) => (output += text),
  });
  if (ending.kind === 'hung') return `apt-get ${args.join(' ')} took over ${withinMs / 1000} s`;
  return ending.code === 0 ? undefined : output.trim().split('\n').slice(-3).join(' ');
}

/**
 * The Chromium that SIGNALBOX_CHROMIUM names, else the system's; where there is none and the user is root, it is installed from the system's packages.
 */
export async function ensureChromium(onProgress: (line: string) => void): Promise<Chromium> {
  const named = process.env['SIGNALBOX_CHROMIUM'] ?? '';
  if (named !== '') {
    return isExecutable(named)
      ? { executable: named }
      : { missing: `SIGNALBOX_CHROMIUM names ${named}, which can’t be run` };
  }
  const present = find();
  if (present !== undefined) return { executable: present };
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) {
    return { missing: 'no Chromium or Chrome on the PATH, and installing one needs root and apt' };
  }
  onProgress('Installing Chromium from the system’s packages …');
  const failure =
    (await aptGet(['update', '-q'], 180_000)) ??
    (await aptGet(['install', '-y', '-q', '--no-install-recommends', 'chromium'], 420_000));
  const installed = find();
  if (installed !== undefined) return { executable: installed };
  return { missing: `Chromium could not be installed: ${failure ?? 'the package has no program on the PATH'}` };
}
