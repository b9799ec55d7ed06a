/**
 * The rooms of Signalbox and who may enter which: the table of docs/architecture.md in a form that the linter reads.
 * A file belongs to the room with the longest matching `at`. A room may always import itself.
 *
 * @typedef {object} Room
 * @property {string} at      Folder (ends with a slash) or file, from the repository's root. `*` stands for one folder.
 * @property {readonly string[]} rooms  Rooms it may import; a name ending in `/` stands for all rooms below it.
 * @property {boolean} node   Whether it may import Node's own modules.
 * @property {readonly string[] | 'any'} packages  npm packages it may import, types included.
 */

const shared = 'shared/';

/**
 * @param {string} at
 * @param {readonly string[]} rooms
 * @param {readonly string[]} [packages]
 * @returns {Room}
 */
const pure = (at, rooms, packages = []) => ({ at, rooms, node: false, packages });

/**
 * @param {string} at
 * @param {readonly string[]} rooms
 * @returns {Room}
 */
const node = (at, rooms) => ({ at, rooms, node: true, packages: 'any' });

/**
 * @param {string} at
 * @param {readonly string[]} rooms
 * @returns {Room}
 */
const browser = (at, rooms) => ({ at, rooms, node: false, packages: 'any' });

/** @type {readonly Room[]} */
export const rooms = [
  pure('shared/domain/', []),
  pure('shared/dialects/', ['shared/domain/']),
  pure('shared/analysis/', ['shared/domain/']),
  pure('shared/guards/', ['shared/domain/', 'shared/analysis/']),
  pure('shared/plans/', ['shared/domain/', 'shared/dialects/', 'shared/guards/']),
  pure('shared/import/', ['shared/domain/', 'shared/guards/', 'shared/plans/']),
  pure('shared/ipc/', ['shared/domain/', 'shared/import/', 'shared/plans/'], ['zod']),

  node('electron/engine/connections/', [shared]),
  node('electron/engine/discovery/', [shared, 'electron/engine/connections/']),
  node('electron/engine/binlog/', [shared, 'electron/engine/connections/']),
  node('electron/engine/journal/', [shared]),
  node('electron/engine/binlog/', [shared, 'electron/engine/connections/']),
  node('electron/engine/hooks/', [shared]),
  node('electron/engine/import/', [shared, 'electron/engine/connections/', 'electron/engine/journal/']),
  node('electron/engine/evidence/', [shared, 'electron/engine/connections/']),
  node('electron/engine/duties/', [
    shared,
    'electron/engine/connections/',
    'electron/engine/discovery/',
    'electron/engine/journal/',
  ]),
  node('electron/engine/operations/', [
    shared,
    'electron/engine/binlog/',
    'electron/engine/connections/',
    'electron/engine/discovery/',
    'electron/engine/evidence/',
    'electron/engine/hooks/',
    'electron/engine/journal/',
  ]),
  node('electron/engine/dump/', [
    shared,
    'electron/engine/connections/',
    'electron/engine/discovery/',
    'electron/engine/hooks/',
    'electron/engine/import/',
    'electron/engine/journal/',
    'electron/engine/operations/',
  ]),
  node('electron/engine/chronicle/', [
    shared,
    'electron/engine/discovery/',
    'electron/engine/journal/',
    'electron/engine/operations/',
  ]),
  node('electron/engine/yard/', [shared, 'electron/engine/connections/']),
  node('electron/engine/', [shared, 'electron/engine/']),
  node('electron/ipc/', [shared, 'electron/engine/']),
  node('electron/host/', [shared, 'electron/engine/', 'electron/ipc/']),
  node('electron/browser/', [shared, 'electron/engine/', 'electron/ipc/', 'electron/host/']),
  node('electron/cli/', [shared, 'electron/engine/']),
  node('electron/desktop/', [shared, 'electron/engine/', 'electron/ipc/', 'electron/host/']),
  node('electron/main.ts', [shared, 'electron/engine/', 'electron/ipc/', 'electron/host/', 'electron/desktop/']),
  node('electron/preload.ts', [shared, 'electron/ipc/', 'electron/desktop/']),

  browser('renderer/ui/', [shared]),
  browser('renderer/features/*/', [shared, 'renderer/ui/']),
  browser('renderer/', [shared, 'renderer/']),

  node('build/', ['electron/engine/yard/', shared]),
  node('test/', ['']),
];

/**
 * Modules that only certain rooms may import. Tests under `test/` use plain clients and are free of this.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const owners = {
  mysql2: ['electron/engine/connections/'],
  ssh2: ['electron/engine/connections/'],
  'node:sqlite': ['electron/engine/journal/'],
  electron: ['electron/desktop/', 'electron/main.ts', 'electron/preload.ts'],
};

/** What every `*.test.ts` may import besides what its room may. */
export const testPackages = ['vitest', 'fast-check'];
