import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * The folder in which unpacked servers and initialised data directories are kept: `SIGNALBOX_SERVER_CACHE`, else
 * `.cache/servers` of the checkout this code lies in, else the user's cache folder.
 */
export function serverCache(env: NodeJS.ProcessEnv = process.env, from: string = import.meta.dirname): string {
  const named = env['SIGNALBOX_SERVER_CACHE'];
  if (named !== undefined && named !== '') return named;
  const checkout = checkoutAbove(from);
  if (checkout !== null) return join(checkout, '.cache', 'servers');
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'signalbox', 'servers');
}

function checkoutAbove(folder: string): string | null {
  if (isCheckout(folder)) return folder;
  const parent = dirname(folder);
  return parent === folder ? null : checkoutAbove(parent);
}

function isCheckout(folder: string): boolean {
  if (!existsSync(join(folder, '.gitignore'))) return false;
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'signalbox';
  } catch {
    return false;
  }
}
