import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Makes the data directory, for its owner alone, where it does not exist yet.
 * @throws SignalboxError `data-directory-unwritable` when it can't be made or written.
 */
export async function ensureDataDirectory(path: string): Promise<void> {
  try {
    await makeFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw new SignalboxError(
      'data-directory-unwritable',
      `The data directory ${path} can't be used (${reasonOf(thrown)}): choose another one with --data-dir or SIGNALBOX_DATA_DIR.`,
      { details: { path }, cause: thrown },
    );
  }
}

function reasonOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
  const words: Readonly<Record<string, string>> = {
    EEXIST: 'there is a file of that name',
    ENOTDIR: 'a part of the path is a file',
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOENT: 'the path does not exist and can not be made',
  };
  return words[code] ?? code;
}
