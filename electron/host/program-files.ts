import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program's folder; the same from this source and from a bundle in dist/<host>/, which lies as deep. */
const root = join(import.meta.dirname, '../..');

/** Where the built page is. */
export const pageFolder = join(root, 'dist/renderer');

/** Signalbox's version, as in package.json. */
export function programVersion(): string {
  const read: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version = typeof read === 'object' && read !== null && 'version' in read ? read.version : null;
  return typeof version === 'string' ? version : 'unknown';
}
