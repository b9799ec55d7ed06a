import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { identify, isRunning } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';

export interface LockOptions {
  readonly waitMs: number; // ms to wait for another holder
  readonly signal?: AbortSignal | undefined;
  /** Called once when someone else holds it. */
  readonly onWait?: (holder: ProcessIdentity) => void;
}

const retryMs = 100; // ms

/**
 * Runs `work` while holding a lock file that names this process. A lock whose holder is gone is taken over. Two
 * processes may, very rarely, take over the same stale lock at once, so what is done under it must also be atomic
 * by itself (a rename).
 * @throws SignalboxError `yard-failed` when another process still holds it after `waitMs`; `cancelled` on abort.
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const mine = `${path}.${randomUUID()}`;
  await writeFile(mine, JSON.stringify(identify(process.pid) ?? { pid: process.pid, startedAt: null }));
  try {
    await acquire(path, mine, options);
    try {
      return await work();
    } finally {
      await rm(path, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function acquire(path: string, mine: string, options: LockOptions): Promise<void> {
  const deadline = Date.now() + options.waitMs;
  let announced = false;
  while (!(await linked(mine, path))) {
    const holder = await readHolder(path);
    if (holder === null || !isRunning(holder)) {
      await moveAway(path);
      continue;
    }
    if (!announced) options.onWait?.(holder);
    announced = true;
    if (options.signal?.aborted === true) throw new SignalboxError('cancelled', 'Cancelled while waiting for a lock.');
    if (Date.now() > deadline) {
      throw new SignalboxError('yard-failed', `Process ${String(holder.pid)} is still busy with ${path}.`);
    }
    await sleep(retryMs);
  }
}

/** A hard link appears whole or not at all, so that nobody reads a half-written lock. */
async function linked(mine: string, path: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<ProcessIdentity | null> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isIdentity(holder) ? holder : null;
  } catch {
    return null;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number';
}

async function moveAway(path: string): Promise<void> {
  const stale = `${path}.${randomUUID()}.stale`;
  await rename(path, stale).catch(() => undefined);
  await rm(stale, { force: true });
}
