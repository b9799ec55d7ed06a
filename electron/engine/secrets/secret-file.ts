import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { SignalboxError } from '../../../shared/domain/errors.ts';

const longestSecret = 64 * 1024; // bytes

/**
 * Reads the secret in a file; one newline at its end is not part of it.
 * `uid` is the user Signalbox runs as; null where the platform has none (Windows: no modes are checked).
 * @throws SignalboxError `secret-file-mode` unless it is a regular file that its owner alone may read and that belongs
 * to the user; `secret-missing` when it can't be read. No message holds what is in the file.
 */
export async function readSecretFile(path: string, uid: number | null): Promise<string> {
  const file = await openFile(path);
  try {
    assertPrivate(path, await file.stat(), uid);
    const text = await file.readFile('utf8');
    return text.replace(/\r?\n$/, '');
  } finally {
    await file.close();
  }
}

/** Non-blocking, since opening a named pipe would else wait for a writer. */
async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK));
  } catch (thrown) {
    const why = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
    throw new SignalboxError('secret-missing', `The password file ${path} can't be read (${why}).`, {
      details: { path },
      cause: thrown,
    });
  }
}

function assertPrivate(path: string, stats: Stats, uid: number | null): void {
  const refuse = (because: string): never => {
    throw new SignalboxError('secret-file-mode', `The password file ${path} ${because}`, { details: { path } });
  };
  if (!stats.isFile()) refuse('is not a regular file.');
  if (stats.size > longestSecret) refuse('is larger than 64 KiB: it does not hold one password.');
  if (uid === null) return;
  if ((stats.mode & 0o077) !== 0) {
    const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
    refuse(`can be read by others than its owner (mode ${mode}): run chmod 600 ${path}`);
  }
  if (uid !== 0 && stats.uid !== uid) {
    refuse(`belongs to user ${String(stats.uid)}, not to the user Signalbox runs as (${String(uid)}).`);
  }
}
