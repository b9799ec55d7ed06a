import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

type Listener = (event: unknown, ...values: unknown[]) => void;

/** A frame as the main process sees it. */
export interface Frame {
  url: string;
}

/** What shows a page. `delivered` gets what is sent to it, as the sandbox would: copied, and later. */
export class SubstituteContents extends EventEmitter {
  static last = 0;
  readonly id = ++SubstituteContents.last;
  readonly mainFrame: Frame = { url: 'signalbox://app/' };
  readonly setWindowOpenHandler = vi.fn<(handler: () => { action: string }) => void>();
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

function createApp() {
  return Object.assign(new EventEmitter(), {
    isPackaged: false,
    enableSandbox: vi.fn(),
    requestSingleInstanceLock: vi.fn(() => true),
    whenReady: vi.fn(() => Promise.resolve()),
    quit: vi.fn(),
    exit: vi.fn(),
  });
}

function createSession() {
  return Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  });
}

function createSafeStorage() {
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
function windowClass(ipcRenderer: EventEmitter) {
  return class SubstituteWindow extends EventEmitter {
    static windows: SubstituteWindow[] = [];
    static getAllWindows(): readonly SubstituteWindow[] {
      return SubstituteWindow.windows;
    }

    readonly options: Readonly<Record<string, unknown>>;
    readonly webContents = new SubstituteContents((channel, values) => void ipcRenderer.emit(channel, {}, ...values));
    readonly loadURL = vi.fn(() => Promise.resolve());
    readonly maximize = vi.fn();
    readonly show = vi.fn();
    readonly focus = vi.fn();
    readonly restore = vi.fn();
    readonly isMinimized = vi.fn(() => true);
    readonly isMaximized = vi.fn(() => false);
    readonly getNormalBounds = vi.fn(() => ({ x: 10, y: 20, width: 900, height: 700 }));

    constructor(options: Readonly<Record<string, unknown>>) {
      super();
      this.options = options;
      SubstituteWindow.windows.push(this);
    }
  };
}

/**
 * Stands in for the `electron` module, whose runtime the build machines don't have: it records what the main process
 * asks for and carries messages between `ipcRenderer` and `ipcMain` as Electron does, copied and later. It proves what
 * Signalbox asks of Electron, not what Electron makes of it.
 */
export function createElectron() {
  const ipcMain = new EventEmitter();
  const ipcRenderer = Object.assign(new EventEmitter(), { send: vi.fn() });
  const exposed: Record<string, unknown> = {};
  return {
    app: createApp(),
    session: { defaultSession: createSession() },
    safeStorage: createSafeStorage(),
    BrowserWindow: windowClass(ipcRenderer),
    Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) },
    dialog: { showMessageBoxSync: vi.fn(() => 0), showErrorBox: vi.fn() },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    ipcMain: ipcMain as EventEmitter & { on(channel: string, listener: Listener): void },
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => {
        exposed[name] = value;
      },
    },
    exposed,
  };
}

export type Electron = ReturnType<typeof createElectron>;

/** From now on what preload sends reaches the main process as a message of this frame of this window. */
export function showIn(electron: Electron, contents: SubstituteContents, frame: Frame = contents.mainFrame): void {
  electron.ipcRenderer.send.mockImplementation((channel: string, ...values: unknown[]) => {
    const copied = structuredClone(values);
    setImmediate(() => electron.ipcMain.emit(channel, { sender: contents, senderFrame: frame }, ...copied));
  });
}
