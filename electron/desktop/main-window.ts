import { join } from 'node:path';
import { BrowserWindow, app, screen } from 'electron';
import type { WebPreferences } from 'electron';
import { pageAddress } from './page-address.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

/** The window's page is treated as hostile: it runs in a sandbox, in its own world, without Node. */
function webPreferences(): WebPreferences {
  return {
    // Bundled beside this program's main file.
    preload: join(import.meta.dirname, 'preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** Opens the window where it was last time. `onFailure` hears why the page could not be shown. */
export function openMainWindow(statePath: string, onFailure: (error: unknown) => void): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const { place, width, height, maximized } = readWindowState(statePath, displays);
  const window = new BrowserWindow({
    ...(place ?? {}),
    width,
    height,
    minWidth: 800,
    minHeight: 500,
    title: 'Signalbox',
    show: false,
    webPreferences: webPreferences(),
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    keepWindowState(statePath, stateOf(window)).catch(onFailure);
  });
  window.loadURL(pageAddress).catch(onFailure);
  return window;
}

function stateOf(window: BrowserWindow): Parameters<typeof keepWindowState>[1] {
  const { x, y, width, height } = window.getNormalBounds();
  return { place: { x, y }, width, height, maximized: window.isMaximized() };
}

/** Brings the window to the person, or opens it again. */
export function showMainWindow(open: () => void): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    open();
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}
