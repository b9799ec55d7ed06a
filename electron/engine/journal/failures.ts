import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ErrorCode } from '../../../shared/domain/error-codes.ts';

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that say that the journal can't be written. */
const unwritable: ReadonlyMap<number, string> = new Map([
  [3, 'permission was denied'],
  [5, 'another program has held it for too long'],
  [6, 'another program has held it for too long'],
  [8, 'it is read-only'],
  [10, 'the disk or file system failed'],
  [13, 'there is no space left'],
  [14, 'it can’t be opened'],
]);

/** …and those that say that what is in the file is not what Signalbox put there. */
const corrupt: ReadonlyMap<number, string> = new Map([
  [1, 'a part of it is missing or is not as this program made it'],
  [11, 'the file is damaged'],
  [19, 'what it holds contradicts itself'],
  [26, 'the file is not a journal'],
]);

/** File system errors that mean the same as the above. */
const fileErrors: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission was denied'],
  ['EPERM', 'permission was denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'there is no space left'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOTDIR', 'a part of its path is a file, not a directory'],
  ['EEXIST', 'a part of its path is a file, not a directory'],
  ['ENOENT', 'its directory can’t be made'],
  ['EISDIR', 'it is a directory'],
  ['EIO', 'the disk or file system failed'],
  ['ELOOP', 'its path is a loop of links'],
  ['ENAMETOOLONG', 'its path is too long'],
]);

/** The coded error for what SQLite or the file system threw; anything else (a bug) comes back as it is. */
export function journalFailure(thrown: unknown, path: string): unknown {
  if (thrown instanceof SignalboxError || !(thrown instanceof Error)) return thrown;
  if ('errcode' in thrown && typeof thrown.errcode === 'number') {
    const primary = thrown.errcode & 0xff;
    const obstacle = unwritable.get(primary);
    if (obstacle !== undefined) return failure('journal-unwritable', path, obstacle, thrown);
    const damage = corrupt.get(primary);
    return damage === undefined ? thrown : failure('journal-corrupt', path, damage, thrown);
  }
  if (!('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  if (thrown.code === 'ERR_OUT_OF_RANGE')
    return failure('journal-corrupt', path, 'it holds impossible numbers', thrown);
  const obstacle = fileErrors.get(thrown.code);
  return obstacle === undefined ? thrown : failure('journal-unwritable', path, obstacle, thrown);
}

/** A sentence for the user about the journal at `path`. */
export function failure(
  code: Extract<ErrorCode, 'journal-unwritable' | 'journal-corrupt'>,
  path: string,
  reason: string,
  cause?: unknown,
): SignalboxError {
  const what = code === 'journal-unwritable' ? 'can’t be written' : 'can’t be trusted';
  return new SignalboxError(code, `The journal ${path} ${what}: ${reason}.`, { details: { path }, cause });
}

/** Runs `work`; what it throws for SQLite's or the file system's reasons is thrown as a coded error. */
export function coded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw journalFailure(thrown, path);
  }
}
