import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Why a program can't be run, as the rest of a sentence; null when it can. Runs nothing. */
export async function whyNotRunnable(program: string, path: string | undefined): Promise<string | null> {
  if (isAbsolute(program)) return whyNotFile(program);
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(folders.map((folder) => whyNotFile(join(folder, program))));
  return found.some((because) => because === null) ? null : 'is in no folder of PATH, or may not be run there';
}

async function whyNotFile(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  if (found === null) return 'is not there, or in a folder that can’t be looked into';
  if (!found.isFile()) return 'is no file';
  const may = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  return may ? null : 'may not be run by this account';
}
