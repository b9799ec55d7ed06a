import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Everything Signalbox downloads or derives on this machine, ignored by git. */
export const cache = join(root, '.cache');

/** The Node that `package.json` pins; missing until the packages are installed. */
export const pinnedNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
