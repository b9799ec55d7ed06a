import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost } from '../../../electron/browser/browser-host.ts';
import { letIn } from '../../../electron/browser/testing/plain-browser.ts';
import { serveWindows } from '../../../electron/desktop/window-messages.ts';
import type { Handlers } from '../../../electron/ipc/handlers.ts';
import { createDesktopBridge } from '../../../renderer/app/bridge/desktop-bridge.ts';
import { createWebSocketBridge } from '../../../renderer/app/bridge/web-socket-bridge.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { Wire } from '../../../shared/ipc/wire.ts';
import { SubstituteContents, showIn } from '../desktop/electron-substitute.ts';
import type { Electron } from '../desktop/electron-substitute.ts';

/** A window's bridge to a host that serves these handlers. */
export interface OpenBridge {
  readonly bridge: Bridge;
  /** The window is closed. */
  leave(): void;
  close(): Promise<void>;
}

/** Over the browser host's real HTTP and WebSocket, with the page's own bridge. */
export async function overBrowser(handlers: Handlers): Promise<OpenBridge> {
  const host = await startBrowserHost({ handlers, pageFolder: '/nowhere', port: 0 });
  const cookie = await letIn(host.port, host.newAddress());
  const origin = `http://127.0.0.1:${String(host.port)}`;
  const sockets: WebSocket[] = [];
  let left = false;
  const bridge = createWebSocketBridge({
    open(listener) {
      const socket = new WebSocket(`ws://127.0.0.1:${String(host.port)}/bridge`, { headers: { cookie, origin } });
      sockets.push(socket);
      socket.on('open', () => listener.opened());
      socket.on('message', (data: Buffer) => listener.received(data.toString('utf8')));
      socket.on('close', () => listener.closed());
      socket.on('error', () => undefined);
      return { send: (text) => socket.send(text), close: () => socket.terminate() };
    },
    after: (ms, act) => {
      const timer = setTimeout(() => {
        if (!left) act();
      }, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });
  const leave = (): void => {
    left = true;
    for (const socket of sockets) socket.terminate();
  };
  return {
    bridge,
    leave,
    close: () => {
      leave();
      return host.close();
    },
  };
}

/** Over the desktop's real preload and main process, with a substitute for Electron in between. */
export async function overDesktop(handlers: Handlers, electron: Electron): Promise<OpenBridge> {
  electron.ipcMain.removeAllListeners();
  serveWindows(handlers);
  const contents = new SubstituteContents((channel, values) => void electron.ipcRenderer.emit(channel, {}, ...values));
  showIn(electron, contents);
  const wire = await loadPreload(electron);
  const leave = (): void => {
    contents.destroyed = true;
    contents.emit('destroyed');
  };
  return {
    bridge: createDesktopBridge(wire),
    leave,
    close: () => {
      leave();
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
