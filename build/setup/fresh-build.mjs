import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { quietly } from './child.mjs';
import { SetupFailure } from './failure.mjs';
import { alone } from './lock.mjs';
import { pinnedNode, root } from './paths.mjs';

/**
 * What each half of the build is made from. Tests are no part of it.
 *
 * @type {Readonly<Record<'hosts' | 'renderer', readonly string[]>>}
 */
const sources = {
  hosts: ['shared', 'electron', 'build/bundle.ts', 'package-lock.json'],
  renderer: ['shared', 'renderer', 'build/bundle.ts', 'package-lock.json'],
};

/** @typedef {keyof typeof sources} Half */

/**
 * @param {string} path
 * @returns {string[]} One line a file: path, time of change, size.
 */
function lines(path) {
  const stats = statSync(join(root, path));
  if (stats.isFile()) {
    return /\.test\.tsx?$/.test(path) ? [] : [`${path} ${String(stats.mtimeMs)} ${String(stats.size)}`];
  }
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => lines(`${path}/${name}`));
}

/**
 * @param {Half} half
 * @returns {string}
 */
function stateOf(half) {
  return createHash('sha256').update(sources[half].flatMap(lines).join('\n')).digest('hex');
}

/**
 * @param {Half} half
 * @returns {string}
 */
const stampOf = (half) => join(root, 'dist', `.${half}-stamp`);

/**
 * @param {Half} half
 * @returns {boolean}
 */
function stale(half) {
  return !existsSync(stampOf(half)) || readFileSync(stampOf(half), 'utf8') !== stateOf(half);
}

/**
 * @param {readonly Half[]} halves
 */
async function build(halves) {
  const states = halves.map(stateOf);
  const { ok, output } = await quietly(pinnedNode, [join(root, 'build/bundle.ts'), ...halves], {
    cwd: root,
    withinMs: 3 * 60_000,
  });
  if (!ok) throw new SetupFailure(`the build failed:\n${output.trim()}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const [index, half] of halves.entries()) writeFileSync(stampOf(half), states[index] ?? '');
}

/**
 * Brings `dist/` up to date with the sources; does nothing, in a few milliseconds, where it is.
 *
 * @param {readonly Half[]} halves
 * @param {(line: string) => void} say
 * @throws {SetupFailure} when the build fails.
 */
export async function ensureBuilt(halves, say) {
  if (!halves.some(stale)) return;
  await alone(async () => {
    const old = halves.filter(stale);
    if (old.length === 0) return;
    say(`Building (${old.join(' and ')}) …`);
    await build(old);
  });
}
