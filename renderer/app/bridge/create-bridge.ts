import type { Bridge } from '../../../shared/ipc/bridge.ts';
import { createDesktopBridge } from './desktop-bridge.ts';
import { createWebSocketBridge } from './web-socket-bridge.ts';

/** The bridge of the host that shows this page. Made once, at start. */
export function createBridge(): Bridge {
  return window.signalbox === undefined ? createWebSocketBridge() : createDesktopBridge(window.signalbox);
}
