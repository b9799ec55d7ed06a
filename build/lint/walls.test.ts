import { fileURLToPath } from 'node:url';

import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { roomWalls } from './walls.js';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { signalbox: { rules: { walls: roomWalls } } },
    languageOptions: { parser: tseslint.parser },
    rules: { 'signalbox/walls': 'error' },
  },
});

async function complaints(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return (result?.messages ?? []).map((message) => message.message);
}

const allowed: [file: string, specifier: string][] = [
  ['shared/domain/topology.ts', './server.ts'],
  ['shared/dialects/mariadb/rows.ts', '../../domain/server.ts'],
  ['shared/guards/lag.ts', '../analysis/lag.ts'],
  ['shared/plans/switchover.ts', '../guards/registry.ts'],
  ['shared/ipc/calls.ts', 'zod'],
  ['electron/engine/connections/session.ts', 'mysql2/promise'],
  ['electron/engine/discovery/poll.ts', '../connections/session.ts'],
  ['electron/engine/journal/store.ts', 'node:sqlite'],
  ['electron/engine/operations/run.ts', '../journal/store.ts'],
  ['electron/engine/engine.ts', './operations/run.ts'],
  ['electron/ipc/handlers.ts', '../engine/engine.ts'],
  ['electron/browser/main.ts', '../ipc/handlers.ts'],
  ['electron/desktop/window.ts', 'electron'],
  ['electron/main.ts', './desktop/window.ts'],
  ['electron/cli/status.ts', '../engine/engine.ts'],
  ['renderer/features/map/view.tsx', './store.ts'],
  ['renderer/features/map/view.tsx', '../../../shared/domain/server.ts'],
  ['renderer/app/routes.tsx', '../features/map/view.tsx'],
  ['test/integration/switchover/there.test.ts', 'mysql2/promise'],
  ['test/kit/servers.ts', '../../electron/engine/yard/servers.ts'],
  ['shared/domain/server.test.ts', 'vitest'],
];

const forbidden: [file: string, specifier: string][] = [
  ['shared/domain/server.ts', '../dialects/sql.ts'],
  ['shared/domain/server.ts', 'zod'],
  ['shared/domain/server.ts', 'node:fs'],
  ['shared/domain/server.ts', 'fs'],
  ['shared/domain/server.ts', 'vitest'],
  ['shared/dialects/sql.ts', '../guards/lag.ts'],
  ['shared/analysis/lag.ts', '../guards/lag.ts'],
  ['shared/guards/lag.ts', '../plans/switchover.ts'],
  ['shared/plans/switchover.ts', '../ipc/calls.ts'],
  ['shared/ipc/calls.ts', '../dialects/sql.ts'],
  ['shared/ipc/calls.ts', '../../electron/engine/engine.ts'],
  ['electron/engine/connections/session.ts', '../discovery/poll.ts'],
  ['electron/engine/discovery/poll.ts', 'mysql2'],
  ['electron/engine/discovery/tiers/slow.ts', '../../journal/store.ts'],
  ['electron/engine/journal/store.ts', '../operations/run.ts'],
  ['electron/engine/operations/run.ts', 'node:sqlite'],
  ['electron/engine/yard/servers.ts', '../discovery/poll.ts'],
  ['electron/engine/engine.ts', '../ipc/handlers.ts'],
  ['electron/engine/engine.ts', 'electron'],
  ['electron/ipc/handlers.ts', '../browser/main.ts'],
  ['electron/browser/main.ts', '../desktop/window.ts'],
  ['electron/cli/status.ts', '../ipc/handlers.ts'],
  ['electron/cli/status.ts', 'electron'],
  ['electron/desktop/window.ts', '../cli/status.ts'],
  ['renderer/features/map/view.tsx', '../journal/store.ts'],
  ['renderer/features/map/view.tsx', '../../../electron/ipc/handlers.ts'],
  ['renderer/ui/button.tsx', '../features/map/view.tsx'],
  ['renderer/app/routes.tsx', 'node:path'],
  ['renderer/app/routes.tsx', 'electron'],
  ['build/bundle.ts', '../electron/engine/discovery/poll.ts'],
];

describe('the walls between rooms', () => {
  it.each(allowed)('%s may import %s', async (file, specifier) => {
    expect(await complaints(file, `import { a } from '${specifier}';`)).toEqual([]);
  });

  it.each(forbidden)('%s may not import %s', async (file, specifier) => {
    expect(await complaints(file, `import { a } from '${specifier}';`)).toHaveLength(1);
  });

  it.each([
    ['a type import', `import type { BrowserWindow } from 'electron';`],
    ['an inline type import', `let w: import('electron').BrowserWindow;`],
    ['a re-export', `export { app } from 'electron';`],
    ['a re-export of everything', `export * from 'electron';`],
    ['a dynamic import', `await import('electron');`],
    ['a require', `require('electron');`],
    ['a dynamic import of a computed path', `await import(name);`],
  ])('hold against %s', async (_, code) => {
    expect(await complaints('renderer/app/shell.tsx', code)).toHaveLength(1);
  });
});
