import type { Bridge } from '../../../shared/ipc/bridge.ts';

/** A window's bridge to a host that serves these handlers. */
export interface OpenBridge {
  readonly bridge: Bridge;
  /** The window is closed, and its host. What runs in the engine goes on. */
  close(): Promise<void>;
}
