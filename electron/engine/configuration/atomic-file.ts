import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface AtomicWrite {
  /** Permission bits of the new file. */
  readonly mode: number;
  /** The owner to keep; ignored where this user may not give files away. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * Replaces a file as a whole: a reader, or a crash at any moment, sees the old or the new text, never half of one.
 * Durable when it returns. Rejects with the file system's error and then leaves the old file.
 */
export async function writeAtomically(path: string, text: string, options: AtomicWrite): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeDurably(temporary, text, options);
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  await syncFolder(folder);
}

async function writeDurably(path: string, text: string, options: AtomicWrite): Promise<void> {
  const file = await open(path, 'wx', options.mode);
  try {
    if (options.owner !== undefined) await keepOwner(file, options.owner);
    await file.chmod(options.mode);
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

async function keepOwner(
  file: Awaited<ReturnType<typeof open>>,
  owner: { readonly uid: number; readonly gid: number },
): Promise<void> {
  const stats = await file.stat();
  if (stats.uid === owner.uid && stats.gid === owner.gid) return;
  await file.chown(owner.uid, owner.gid).catch(() => undefined);
}

/** The rename itself is durable once the folder is; platforms that can't sync folders are left as they are. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  try {
    await handle.sync();
  } catch {
    // Windows and some network file systems refuse to sync a folder.
  } finally {
    await handle.close();
  }
}
