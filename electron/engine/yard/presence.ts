import { constants } from 'node:fs';
import { access } from 'node:fs/promises';

/** Is there such a file or folder, and may this user read it? */
export async function isPresent(path: string): Promise<boolean> {
  return mayAccess(path, constants.R_OK);
}

/** Is there such a program, and may this user run it? */
export async function isRunnable(path: string): Promise<boolean> {
  return mayAccess(path, constants.X_OK);
}

/** The first of `paths` that is present; null when none is. */
export async function firstPresent(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (await isPresent(path)) return path;
  }
  return null;
}

async function mayAccess(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
