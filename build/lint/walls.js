import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

import { owners, rooms, testPackages } from './rooms.js';

/** @typedef {import('./rooms.js').Room} Room */

/**
 * @param {string} at
 * @returns {RegExp}
 */
const matcher = (at) =>
  new RegExp(`^${at.replace(/[.]/g, '\\.').replace('*', '[^/]+')}${at.endsWith('/') || at === '' ? '' : '$'}`);

/**
 * The room a file belongs to, as the part of its path that names it; undefined outside every room.
 *
 * @param {string} path  From the repository's root, with `/`.
 * @returns {{ room: Room, name: string } | undefined}
 */
export function roomOf(path) {
  /** @type {{ room: Room, name: string } | undefined} */
  let best;
  for (const room of rooms) {
    const name = matcher(room.at).exec(path)?.[0];
    if (name !== undefined && (best === undefined || name.length > best.name.length)) best = { room, name };
  }
  return best;
}

/**
 * @param {string} specifier
 * @returns {string} The package an import names, e.g. `@scope/name` of `@scope/name/deep`.
 */
function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * @param {string} file
 * @param {{ room: Room, name: string }} from
 * @param {string} target
 * @returns {string | undefined}
 */
function whyNotFile(file, from, target) {
  const to = roomOf(target);
  if (to === undefined) return `${file} imports ${target}, which is in no room of build/lint/rooms.js`;
  if (to.name === from.name || from.room.rooms.some((allowed) => target.startsWith(allowed))) return undefined;
  return `${from.name} may not import from ${to.name} (it may import: ${from.room.rooms.join(', ') || 'nothing'})`;
}

/**
 * @param {string} file
 * @param {{ room: Room, name: string }} from
 * @param {string} specifier
 * @returns {string | undefined}
 */
function whyNotModule(file, from, specifier) {
  const isTest = /\.test\.tsx?$/.test(file);
  const name = isBuiltin(specifier) ? `node:${specifier.replace(/^node:/, '')}` : packageOf(specifier);
  const owning = owners[name];
  if (owning !== undefined && from.name !== 'test/' && !owning.includes(from.name)) {
    return `only ${owning.join(', ')} may import ${name}`;
  }
  if (name.startsWith('node:')) {
    return from.room.node || isTest ? undefined : `${from.name} may not import Node's modules (${name})`;
  }
  if (from.room.packages === 'any' || from.room.packages.includes(name)) return undefined;
  return isTest && testPackages.includes(name) ? undefined : `${from.name} may not import the package ${name}`;
}

/**
 * Why `file` may not import `specifier`, or undefined where it may.
 *
 * @param {string} file       From the repository's root, with `/`.
 * @param {string} specifier  As written in the import.
 * @returns {string | undefined}
 */
export function whyNot(file, specifier) {
  const from = roomOf(file);
  if (from === undefined) return undefined;
  if (!specifier.startsWith('.')) return whyNotModule(file, from, specifier);
  return whyNotFile(file, from, join(dirname(file), specifier).split(sep).join('/'));
}

/**
 * What an import, re-export, dynamic import, type import or `require` names; undefined where it is computed.
 *
 * @param {unknown} node
 * @returns {unknown}
 */
function specifierOf(node) {
  const named = /** @type {{ source?: { value?: unknown }, arguments?: { value?: unknown }[] }} */ (node);
  return (named.source ?? named.arguments?.[0])?.value;
}

const importing = [
  'ImportDeclaration',
  'ExportAllDeclaration',
  'ExportNamedDeclaration[source]',
  'ImportExpression',
  'TSImportType',
  "CallExpression[callee.name='require']",
].join(', ');

/**
 * ESLint rule: every import stays within the walls of rooms.js. A rule of our own, since patterns over relative
 * specifiers can't tell which folder `../journal` is.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const roomWalls = {
  meta: { type: 'problem', schema: [], messages: { wall: '{{ why }}.', opaque: 'Import a literal path here.' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    /** @param {import('eslint').Rule.Node} node */
    const check = (node) => {
      const specifier = specifierOf(node);
      if (typeof specifier === 'string') {
        const why = whyNot(file, specifier);
        if (why !== undefined) context.report({ node, messageId: 'wall', data: { why } });
      } else if (!['test/', 'build/'].includes(roomOf(file)?.name ?? '')) {
        context.report({ node, messageId: 'opaque' });
      }
    };
    return { [importing]: check };
  },
};
