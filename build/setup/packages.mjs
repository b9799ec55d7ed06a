import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { quietly } from './child.mjs';
import { SetupFailure } from './failure.mjs';
import { alone } from './lock.mjs';
import { pinnedNode, root } from './paths.mjs';

const stamp = join(root, 'node_modules/.signalbox-lock');

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Notes which package-lock.json `node_modules` was installed from. */
export function stampPackages() {
  writeFileSync(stamp, lockHash());
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash() && existsSync(pinnedNode);
}

/** The environment without this checkout's own programs: npm must not run on a Node it is about to replace. */
function machineEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(root));
  return { ...process.env, PATH: path.join(delimiter) };
}

async function install() {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const { ok, output } = await quietly('npm', args, { cwd: root, env: machineEnvironment(), withinMs: 10 * 60_000 });
  if (!ok) throw new SetupFailure(`npm ci failed:\n${output.trim().split('\n').slice(-20).join('\n')}`);
  if (!existsSync(pinnedNode)) {
    throw new SetupFailure("npm skipped the install script of the package 'node'; run: npm rebuild node");
  }
  stampPackages();
}

/**
 * Makes `node_modules` match package-lock.json.
 *
 * @param {(line: string) => void} say
 * @throws {SetupFailure} when npm fails.
 */
export async function ensurePackages(say) {
  if (installed()) return;
  await alone(async () => {
    if (installed()) return;
    say('Installing packages (about a minute) …');
    await install();
  });
}
