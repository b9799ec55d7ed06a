import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, for their owner alone; one that exists stays as it is. Rejects with the file
 * system's error. Not mkdir's `recursive`: that never ends where a folder can't be made although the one above it
 * exists and ENOENT is the answer, as in /proc (seen with Node 24).
 */
export async function makeFolder(path: string): Promise<void> {
  const error = await attempt(path);
  if (error?.code !== 'ENOENT' || dirname(path) === path) {
    if (error !== null) throw error;
    return;
  }
  await makeFolder(dirname(path));
  const again = await attempt(path);
  if (again !== null) throw again;
}

async function attempt(path: string): Promise<NodeJS.ErrnoException | null> {
  try {
    await mkdir(path, { mode: 0o700 });
    return null;
  } catch (thrown) {
    const error = thrown as NodeJS.ErrnoException;
    return error.code === 'EEXIST' && (await stat(path)).isDirectory() ? null : error;
  }
}
