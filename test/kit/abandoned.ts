import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isRunning } from '../../electron/engine/yard/process-identity.ts';
import type { ProcessIdentity } from '../../electron/engine/yard/process-identity.ts';

const ownerFile = 'owner.json';

/** Notes that a folder belongs to this process. */
export async function markOwned(directory: string): Promise<void> {
  await writeFile(join(directory, ownerFile), JSON.stringify(identify(process.pid)));
}

/** Removes the folders of test processes that were killed and could not do it themselves. Their servers are gone too. */
export async function sweepAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith('sbx-kit-'));
  for (const name of names) {
    const directory = join(tmpdir(), name);
    const owner = await ownerOf(directory);
    if (owner !== null && !isRunning(owner))
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function ownerOf(directory: string): Promise<ProcessIdentity | null> {
  try {
    return JSON.parse(await readFile(join(directory, ownerFile), 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}
