import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const dotUuid = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Makes a folder that appears whole or not at all: `make` fills one beside it, which is renamed at the end. What
 * killed programs left of earlier tries is removed first; to be called while holding a lock for `path`.
 */
export async function makeWhole(path: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  await removeUnfinished(path);
  const unfinished = `${path}.${randomUUID()}`;
  try {
    await make(unfinished);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function removeUnfinished(path: string): Promise<void> {
  const folder = dirname(path);
  const own = basename(path);
  const names = (await readdir(folder)).filter((name) => name.startsWith(own) && dotUuid.test(name.slice(own.length)));
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
