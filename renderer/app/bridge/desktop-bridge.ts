import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { Wire } from '../../../shared/ipc/wire.ts';
import { createCheckedBridge } from './checked-bridge.ts';

declare global {
  interface Window {
    /** Put there by the desktop's preload; absent in a browser. */
    readonly signalbox?: Wire & {
      /** Where a file lies that was dropped on the page. */
      readonly pathOf: (file: File) => string;
    };
  }
}

/** The bridge over what preload exposes. The window and the engine live and die together: it is always connected. */
export function createDesktopBridge(wire: Wire): Bridge {
  return createCheckedBridge(wire, (listener) => {
    listener(true);
    return () => undefined;
  });
}
