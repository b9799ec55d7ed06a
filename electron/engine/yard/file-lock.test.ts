import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from './file-lock.ts';
import { identify } from './process-identity.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbx-lock-'));
  path = join(folder, 'work.lock');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a file lock', () => {
  test('lets one at a time in and leaves no file behind', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => withLock(path, { waitMs: 5000 }, work)));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is released when the work fails', async () => {
    await expect(withLock(path, { waitMs: 0 }, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(await withLock(path, { waitMs: 0 }, () => Promise.resolve('done'))).toBe('done');
  });

  test.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 7, startedAt: 1 })],
    ['an earlier process with our pid', JSON.stringify({ pid: process.pid, startedAt: 1 })],
    ['nobody we can read', '{"pi'],
  ])('is taken over from %s', async (_name, content) => {
    await writeFile(path, content);
    expect(await withLock(path, { waitMs: 1000 }, () => Promise.resolve('done'))).toBe('done');
  });

  test('is waited for in bounded time, and the wait is announced once', async () => {
    const mine = identify(process.pid);
    await writeFile(path, JSON.stringify(mine));
    const waits: unknown[] = [];
    const onWait = (holder: unknown) => waits.push(holder);
    const locked = withLock(path, { waitMs: 250, onWait }, () => Promise.resolve('done'));
    await expect(locked).rejects.toMatchObject({ code: 'yard-failed' });
    expect(waits).toEqual([mine]);
  });

  test('waits no longer once cancelled', async () => {
    await writeFile(path, JSON.stringify(identify(process.pid)));
    const locked = withLock(path, { waitMs: 60_000, signal: AbortSignal.timeout(20) }, () => Promise.resolve('done'));
    await expect(locked).rejects.toMatchObject({ code: 'cancelled' });
  });
});
