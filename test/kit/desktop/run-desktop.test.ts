import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareDesktop, runDesktop } from '../../../electron/desktop/run-desktop.ts';
import type { Engine, RunRequest } from '../../../electron/engine/engine.ts';
import type { HostOptions } from '../../../electron/host/host-options.ts';
import { result, settled } from '../../../electron/ipc/testing/scene.ts';
import { scriptedEngine } from '../../../electron/ipc/testing/scripted-engine.ts';
import { loadPreload } from '../bridge/over-desktop.ts';
import { showIn } from './electron-substitute.ts';

const electron = await vi.hoisted(async () => (await import('./electron-substitute.ts')).createElectron());
vi.mock('electron', () => electron);

let options: HostOptions;
const close = vi.fn(() => Promise.resolve());
const cancel = vi.fn();
const keepDuties = vi.fn();
let running: RunRequest | null = null;
let endRun = (): void => undefined;
const engine = (): Engine =>
  scriptedEngine({
    close,
    cancel,
    keepDuties,
    runPlan: (request) => {
      running = request;
      request.onEvent({ kind: 'started', operation: 'op-1', steps: [] });
      return new Promise((resolve) => {
        endRun = () => resolve(result());
      });
    },
  });

beforeEach(async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'signalbox-desktop-'));
  options = { configPath: join(dataDirectory, 'c.yaml'), dataDirectory, port: 0, yard: false, help: false };
  vi.clearAllMocks();
  running = null;
  electron.app.removeAllListeners();
  electron.ipcMain.removeAllListeners();
  electron.BrowserWindow.windows = [];
});
afterEach(() => rm(options.dataDirectory, { recursive: true, force: true }));

const theWindow = () => {
  const [window] = electron.BrowserWindow.windows;
  if (window === undefined) throw new Error('No window was opened.');
  return window;
};

it('prepares before Electron is ready: sandbox for all, a scheme that counts as secure', () => {
  prepareDesktop();
  expect(electron.app.enableSandbox).toHaveBeenCalled();
  expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
    { scheme: 'signalbox', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  expect(electron.app.listenerCount('web-contents-created')).toBe(1);
});

it('opens one hardened window on our page', async () => {
  await runDesktop(options, engine);
  const { webPreferences, show } = theWindow().options as { webPreferences: Record<string, unknown>; show: boolean };
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
  });
  expect(basename(String(webPreferences['preload']))).toBe('preload.cjs');
  expect(show).toBe(false);
  expect(theWindow().loadURL).toHaveBeenCalledWith('signalbox://app/');
  theWindow().emit('ready-to-show');
  expect(theWindow().show).toHaveBeenCalled();
  expect(electron.session.defaultSession.setPermissionRequestHandler).toHaveBeenCalled();
  expect(electron.Menu.setApplicationMenu).toHaveBeenCalledTimes(1);
});

it('has no developer tools once packaged', async () => {
  electron.app.isPackaged = true;
  await runDesktop(options, engine);
  electron.app.isPackaged = false;
  expect(theWindow().options).toMatchObject({ webPreferences: { devTools: false } });
  const menu = JSON.stringify(electron.Menu.setApplicationMenu.mock.calls);
  expect(menu).toContain('zoomIn');
  expect(menu).not.toContain('toggleDevTools');
});

it('serves the page with the headers of the browser host', async () => {
  await runDesktop(options, engine);
  const [scheme, answer] = electron.protocol.handle.mock.calls[0] as [string, (request: Request) => Promise<Response>];
  expect(scheme).toBe('signalbox');
  const missing = await answer(new Request('signalbox://app/../../package.json'));
  expect(missing.status).toBe(404);
  expect(missing.headers.get('Content-Security-Policy')).toContain("default-src 'none'; script-src 'self'");
  expect(missing.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect((await answer(new Request('signalbox://other/'))).status).toBe(404);
  expect((await answer(new Request('signalbox://app/', { method: 'POST', body: 'x' }))).status).toBe(404);
});

it('leaves it to the first one when it is started twice, which then comes forward', async () => {
  electron.app.requestSingleInstanceLock.mockReturnValueOnce(false);
  await runDesktop(options, engine);
  expect(electron.app.quit).toHaveBeenCalled();
  expect(electron.BrowserWindow.windows).toEqual([]);

  await runDesktop(options, engine);
  electron.app.emit('second-instance');
  expect(theWindow().restore).toHaveBeenCalled();
  expect(theWindow().focus).toHaveBeenCalled();
  electron.BrowserWindow.windows = [];
  electron.app.emit('activate');
  expect(electron.BrowserWindow.windows).toHaveLength(1);
});

it('keeps where the window was', async () => {
  await runDesktop(options, engine);
  theWindow().emit('close');
  const path = join(options.dataDirectory, 'window.json');
  await vi.waitFor(() => expect(existsSync(path)).toBe(true));
  await vi.waitFor(async () =>
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ place: { x: 10, y: 20 }, width: 900 }),
  );
});

describe('leaving', () => {
  const quit = (): ReturnType<typeof vi.fn> => {
    const preventDefault = vi.fn();
    electron.app.emit('before-quit', { preventDefault });
    return preventDefault;
  };
  /** A window of the real page begins a switchover. */
  const beginOperation = async (): Promise<void> => {
    showIn(electron, theWindow().webContents);
    const wire = await loadPreload(electron);
    wire.stream('operation.run', { planId: 'p', accept: [], confirm: null }, () => undefined);
    await vi.waitFor(() => expect(running).not.toBeNull());
  };

  it('closes the engine first, and asks nothing when nothing runs', async () => {
    await runDesktop(options, engine);
    expect(quit()).toHaveBeenCalled();
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledWith(0));
    expect(close).toHaveBeenCalledTimes(1);
    expect(electron.dialog.showMessageBoxSync).not.toHaveBeenCalled();
  });

  it('follows the last window', async () => {
    await runDesktop(options, engine);
    electron.app.emit('window-all-closed');
    expect(electron.app.quit).toHaveBeenCalled();
  });

  it('asks while an operation runs; who stays gets the window back', async () => {
    await runDesktop(options, engine);
    await beginOperation();
    electron.BrowserWindow.windows = [];
    quit();
    expect(electron.dialog.showMessageBoxSync).toHaveBeenCalledWith(
      expect.objectContaining({ buttons: ['Keep running', 'Stop, undo and quit'], defaultId: 0, cancelId: 0 }),
    );
    expect(electron.BrowserWindow.windows).toHaveLength(1);
    expect(cancel).not.toHaveBeenCalled();
    endRun();
  });

  it('waits for the operation that it asks to stop', async () => {
    await runDesktop(options, engine);
    await beginOperation();
    electron.dialog.showMessageBoxSync.mockReturnValueOnce(1);
    quit();
    await settled();
    expect(cancel).toHaveBeenCalledWith('op-1');
    expect(close).not.toHaveBeenCalled();
    quit();
    expect(electron.dialog.showMessageBoxSync).toHaveBeenCalledTimes(1);
    endRun();
    await vi.waitFor(() => expect(electron.app.exit).toHaveBeenCalledWith(0));
    expect(close).toHaveBeenCalledTimes(1);
  });
});
