import { EventEmitter } from 'node:events';
import { vi } from 'vitest';
import type { Mock } from 'vitest';

/** A frame as the main process sees it. */
export interface Frame {
  url: string;
}

/** What shows a page. `delivered` gets what is sent to it, as the sandbox would: copied, and later. */
export class SubstituteContents extends EventEmitter {
  static last = 0;
  readonly id = ++SubstituteContents.last;
  readonly mainFrame: Frame = { url: 'signalbox://app/' };
  readonly setWindowOpenHandler: Mock<(handler: () => { action: string }) => void> = vi.fn();
  readonly delivered: (channel: string, values: readonly unknown[]) => void;
  destroyed = false;

  constructor(delivered: (channel: string, values: readonly unknown[]) => void) {
    super();
    this.delivered = delivered;
  }

  send(channel: string, ...values: unknown[]): void {
    const copied = structuredClone(values);
    setImmediate(() => this.delivered(channel, copied));
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  getURL(): string {
    return this.mainFrame.url;
  }
}

/** What of Electron is substituted. */
export interface Electron {
  readonly app: EventEmitter & {
    isPackaged: boolean;
    readonly enableSandbox: Mock;
    readonly requestSingleInstanceLock: Mock<() => boolean>;
    readonly whenReady: Mock<() => Promise<void>>;
    readonly quit: Mock;
    readonly exit: Mock;
  };
  readonly session: {
    readonly defaultSession: EventEmitter & {
      readonly setPermissionRequestHandler: Mock;
      readonly setPermissionCheckHandler: Mock;
      readonly setDevicePermissionHandler: Mock;
      readonly webRequest: { readonly onBeforeRequest: Mock };
    };
  };
  readonly safeStorage: {
    readonly isAsyncEncryptionAvailable: Mock<() => Promise<boolean>>;
    readonly getSelectedStorageBackend: Mock<() => string>;
    readonly encryptStringAsync: Mock<(text: string) => Promise<Buffer>>;
    readonly decryptStringAsync: Mock<(encrypted: Buffer) => Promise<{ shouldReEncrypt: boolean; result: string }>>;
  };
  readonly BrowserWindow: WindowClass;
  readonly Menu: {
    readonly setApplicationMenu: Mock;
    readonly buildFromTemplate: Mock<(template: unknown) => unknown>;
  };
  readonly dialog: {
    readonly showMessageBoxSync: Mock<() => number>;
    readonly showErrorBox: Mock;
    readonly showOpenDialog: Mock;
    readonly showSaveDialog: Mock;
  };
  readonly screen: { getAllDisplays(): readonly { readonly workArea: Rectangle }[] };
  readonly protocol: { readonly registerSchemesAsPrivileged: Mock; readonly handle: Mock };
  readonly webUtils: { readonly getPathForFile: Mock<(file: { readonly name: string }) => string> };
  readonly ipcMain: EventEmitter;
  readonly ipcRenderer: EventEmitter & { readonly send: Mock<(channel: string, ...values: unknown[]) => void> };
  readonly contextBridge: { exposeInMainWorld(name: string, value: unknown): void };
  /** What preload gave to the page. */
  readonly exposed: Record<string, unknown>;
}

function createApp(): Electron['app'] {
  return Object.assign(new EventEmitter(), {
    isPackaged: false,
    enableSandbox: vi.fn(),
    requestSingleInstanceLock: vi.fn(() => true),
    whenReady: vi.fn(() => Promise.resolve()),
    quit: vi.fn(),
    exit: vi.fn(),
  });
}

function createSession(): Electron['session']['defaultSession'] {
  return Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  });
}

function createSafeStorage(): Electron['safeStorage'] {
  return {
    isAsyncEncryptionAvailable: vi.fn(() => Promise.resolve(true)),
    getSelectedStorageBackend: vi.fn(() => 'gnome_libsecret'),
    encryptStringAsync: vi.fn((text: string) => Promise.resolve(Buffer.from(`locked:${text}`).reverse())),
    decryptStringAsync: vi.fn((encrypted: Buffer) => {
      const text = Buffer.from(encrypted).reverse().toString();
      if (!text.startsWith('locked:')) return Promise.reject(new Error('wrong key'));
      return Promise.resolve({ shouldReEncrypt: false, result: text.slice('locked:'.length) });
    }),
  };
}

/** A window that records how it was made. */
export class SubstituteWindow extends EventEmitter {
  readonly options: Readonly<Record<string, unknown>>;
  readonly webContents: SubstituteContents;
  readonly loadURL: Mock<() => Promise<void>> = vi.fn(() => Promise.resolve());
  readonly maximize: Mock = vi.fn();
  readonly show: Mock = vi.fn();
  readonly focus: Mock = vi.fn();
  readonly restore: Mock = vi.fn();
  readonly isMinimized: Mock<() => boolean> = vi.fn(() => true);
  readonly isMaximized: Mock<() => boolean> = vi.fn(() => false);
  readonly getNormalBounds: Mock<() => Rectangle> = vi.fn(() => ({ x: 10, y: 20, width: 900, height: 700 }));

  constructor(options: Readonly<Record<string, unknown>>, webContents: SubstituteContents) {
    super();
    this.options = options;
    this.webContents = webContents;
  }
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowClass {
  new (options: Readonly<Record<string, unknown>>): SubstituteWindow;
  windows: SubstituteWindow[];
  getAllWindows(): readonly SubstituteWindow[];
}

function windowClass(ipcRenderer: EventEmitter): WindowClass {
  const windows: WindowClass = class extends SubstituteWindow {
    static windows: SubstituteWindow[] = [];
    static getAllWindows(): readonly SubstituteWindow[] {
      return windows.windows;
    }

    constructor(options: Readonly<Record<string, unknown>>) {
      super(options, new SubstituteContents((channel, values) => void ipcRenderer.emit(channel, {}, ...values)));
      windows.windows.push(this);
    }
  };
  return windows;
}

/**
 * Stands in for the `electron` module, whose runtime the build machines don't have: it records what the main process
 * asks for and carries messages between `ipcRenderer` and `ipcMain` as Electron does, copied and later. It proves what
 * Signalbox asks of Electron, not what Electron makes of it.
 */
export function createElectron(): Electron {
  const ipcMain = new EventEmitter();
  const ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn() });
  const exposed: Record<string, unknown> = {};
  return {
    app: createApp(),
    session: { defaultSession: createSession() },
    safeStorage: createSafeStorage(),
    BrowserWindow: windowClass(ipcRenderer),
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) },
    dialog: {
      showMessageBoxSync: vi.fn(() => 0),
      showErrorBox: vi.fn(),
      showOpenDialog: vi.fn(),
      showSaveDialog: vi.fn(),
    },
    webUtils: { getPathForFile: vi.fn(({ name }: { readonly name: string }) => `/dropped/${name}`) },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    ipcMain,
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => {
        exposed[name] = value;
      },
    },
    exposed,
  };
}

/** From now on what preload sends reaches the main process as a message of this frame of this window. */
export function showIn(electron: Electron, contents: SubstituteContents, frame: Frame = contents.mainFrame): void {
  electron.ipcRenderer.send.mockImplementation((channel: string, ...values: unknown[]) => {
    const copied = structuredClone(values);
    setImmediate(() => electron.ipcMain.emit(channel, { sender: contents, senderFrame: frame }, ...copied));
  });
}
