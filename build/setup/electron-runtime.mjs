import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { hasDisplay } from './display.mjs';
import { root } from './paths.mjs';

const installed = join(root, 'node_modules/electron');

/** @returns {string | undefined} */
function executable() {
  const named = join(installed, 'path.txt');
  const fallback = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : fallback;
  const file = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(installed, 'dist'), name);
  return existsSync(file) ? file : undefined;
}

/**
 * Electron's executable, or why no desktop window can be opened. Only looks: importing or starting the `electron`
 * package would begin a download of some hundred megabytes by itself.
 *
 * @returns {{ readonly executable: string } | { readonly missing: string }}
 */
export function electronRuntime() {
  const file = executable();
  if (file === undefined) return { missing: "Electron's runtime is not installed (npx install-electron fetches it)" };
  if (!hasDisplay()) return { missing: 'there is no display here' };
  if (process.getuid?.() === 0) return { missing: 'Electron does not run as root' };
  return { executable: file };
}
