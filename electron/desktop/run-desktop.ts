import { join } from 'node:path';
import { app, session } from 'electron';
import type { HostOptions } from '../host/host-options.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { openEngine } from '../host/open-engine.ts';
import { createHandlers } from '../ipc/create-handlers.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { pageFolder, programVersion } from '../host/program-files.ts';
import { chooseDump } from './choose-dump.ts';
import { choosePlace } from './choose-place.ts';
import { hardenContents, hardenSession } from './hardening.ts';
import { leaveInGoodOrder } from './leaving.ts';
import { openMainWindow, showMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { SafeSecretStore, hasPlatformKey } from './safe-secret-store.ts';
import { serveWindows } from './window-messages.ts';

/** What must be said before Electron is ready. */
export function prepareDesktop(): void {
  app.enableSandbox();
  registerPageScheme();
  hardenContents();
}

/**
 * Opens the window; a second start only brings it forward.
 * @throws SignalboxError `data-directory-unwritable`.
 */
export async function runDesktop(
  options: HostOptions,
  createEngine: (options: EngineOptions) => Engine,
): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  await app.whenReady();
  const encrypted = await hasPlatformKey(process.platform);
  const { engine, log } = await openEngine(createEngine, options, (shared) =>
    encrypted ? new SafeSecretStore(join(options.dataDirectory, 'secrets.desktop.json'), shared) : shared,
  );
  if (!encrypted) log('warn', 'this desktop keeps no keys: secrets go to the file that its owner alone can read');
  const opening = options.yard ? 'yard' : 'start';
  const dialogs = { chooseDump, choosePlace };
  const handlers = createHandlers(engine, { version: programVersion(), host: 'desktop', opening, log, ...dialogs });
  showWindows(engine, handlers, join(options.dataDirectory, 'window.json'));
}

function showWindows(engine: Engine, handlers: Handlers, statePath: string): void {
  const open = (): void => {
    openMainWindow(statePath, (error) => handlers.log('error', 'the window failed', { error: String(error) }));
  };
  hardenSession(session.defaultSession);
  servePage(pageFolder);
  serveWindows(handlers);
  leaveInGoodOrder(engine, handlers, open);
  setMenu();
  app.on('second-instance', () => showMainWindow(open));
  app.on('activate', () => showMainWindow(open));
  open();
}
