import { vi } from 'vitest';
import { serveWindows } from '../../../electron/desktop/window-messages.ts';
import type { Handlers } from '../../../electron/ipc/handlers.ts';
import { createDesktopBridge } from '../../../renderer/app/bridge/desktop-bridge.ts';
import type { Wire } from '../../../shared/ipc/wire.ts';
import { SubstituteContents, showIn } from '../desktop/electron-substitute.ts';
import type { Electron } from '../desktop/electron-substitute.ts';
import type { OpenBridge } from './open-bridge.ts';

/** Over the desktop's real preload and main process, with a substitute for Electron in between. */
export async function overDesktop(handlers: Handlers, electron: Electron): Promise<OpenBridge> {
  electron.ipcMain.removeAllListeners();
  serveWindows(handlers);
  const contents = new SubstituteContents((channel, values) => void electron.ipcRenderer.emit(channel, {}, ...values));
  showIn(electron, contents);
  const wire = await loadPreload(electron);
  return {
    bridge: createDesktopBridge(wire),
    close: () => {
      contents.destroyed = true;
      contents.emit('destroyed');
      return Promise.resolve();
    },
  };
}

/** A page load: preload runs anew, and the former page hears nothing more. Returns what it exposes. */
export async function loadPreload(electron: Electron): Promise<Wire> {
  electron.ipcRenderer.removeAllListeners();
  vi.resetModules();
  await import('../../../electron/preload.ts');
  return electron.exposed['signalbox'] as Wire;
}
