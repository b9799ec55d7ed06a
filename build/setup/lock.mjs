import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { SetupFailure } from './failure.mjs';
import { cache } from './paths.mjs';

const waitMs = 10 * 60_000;

/**
 * @param {number} pid
 * @returns {boolean}
 */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @param {string} file
 * @returns {boolean} Whether the lock is now ours; a lock left by a dead process is cleared for the next try.
 */
function take(file) {
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') {
      throw new SetupFailure(`can't write ${file}: ${/** @type {Error} */ (error).message}`);
    }
  }
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder > 0 && !alive(holder)) rmSync(file, { force: true });
  } catch {
    return false;
  }
  return false;
}

/**
 * Runs `work` while no other Signalbox process on this checkout installs or builds; waits for one that does, at most
 * ten minutes.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  const file = join(cache, 'setup.lock');
  const deadline = Date.now() + waitMs;
  while (!take(file)) {
    if (Date.now() > deadline) throw new SetupFailure(`another set-up is still running; if not, delete ${file}`);
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
