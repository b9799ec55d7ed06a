import { WebSocket } from 'ws';
import { startBrowserHost } from '../../../electron/browser/browser-host.ts';
import { letIn } from '../../../electron/browser/testing/plain-browser.ts';
import type { Handlers } from '../../../electron/ipc/handlers.ts';
import { createWebSocketBridge } from '../../../renderer/app/bridge/web-socket-bridge.ts';
import type { OpenBridge } from './open-bridge.ts';

export interface BrowserBridge extends OpenBridge {
  /** Breaks the connection, as a network does; the bridge connects again by itself. */
  drop(): void;
}

/** Over the browser host's real HTTP and WebSocket, with the page's own bridge. */
export async function overBrowser(handlers: Handlers): Promise<BrowserBridge> {
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
  const drop = (): void => {
    for (const socket of sockets) socket.terminate();
  };
  return {
    bridge,
    drop,
    close: () => {
      left = true;
      drop();
      return host.close();
    },
  };
}
