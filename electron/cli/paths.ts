import { resolve } from 'node:path';

/** A path typed in `folder`; `~` is left to whoever opens it. */
export function inFolder(path: string, folder: string): string {
  return path === '~' || path.startsWith('~/') ? path : resolve(folder, path);
}
