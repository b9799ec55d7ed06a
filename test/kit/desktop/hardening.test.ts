import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hardenContents, hardenSession } from '../../../electron/desktop/hardening.ts';
import { SubstituteContents } from './electron-substitute.ts';

const electron = await vi.hoisted(async () => (await import('./electron-substitute.ts')).createElectron());
vi.mock('electron', () => electron);

const session = electron.session.defaultSession;
const contentsOf = (url: string): SubstituteContents => {
  const contents = new SubstituteContents(() => undefined);
  contents.mainFrame.url = url;
  return contents;
};
const page = contentsOf('signalbox://app/');
const stranger = contentsOf('https://evil.example/');

beforeEach(() => {
  session.removeAllListeners();
  electron.app.removeAllListeners();
  hardenSession(session as unknown as Parameters<typeof hardenSession>[0]);
  hardenContents();
});

/** What a handler, that was given to Electron, answers. */
function decided(handler: ReturnType<typeof vi.fn>, ...values: readonly unknown[]): unknown {
  const decide = vi.fn();
  const given = handler.mock.calls[0]?.[0] as (...values: unknown[]) => void;
  given(...values, decide);
  return decide.mock.calls[0]?.[0];
}

describe('permissions', () => {
  const requested = (contents: unknown, permission: string): unknown =>
    decided(session.setPermissionRequestHandler, contents, permission);

  it.each(['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read', 'fullscreen', 'usb', 'unknown'])(
    'refuses %s',
    (permission) => {
      expect(requested(page, permission)).toBe(false);
      const check = session.setPermissionCheckHandler.mock.calls[0]?.[0] as (...values: unknown[]) => boolean;
      expect(check(page, permission)).toBe(false);
    },
  );

  it('lets only our page copy text', () => {
    const check = session.setPermissionCheckHandler.mock.calls[0]?.[0] as (...values: unknown[]) => boolean;
    expect([requested(page, 'clipboard-sanitized-write'), check(page, 'clipboard-sanitized-write')]).toEqual([
      true,
      true,
    ]);
    expect(requested(stranger, 'clipboard-sanitized-write')).toBe(false);
    expect(check(stranger, 'clipboard-sanitized-write')).toBe(false);
    expect(check(null, 'clipboard-sanitized-write')).toBe(false);
  });

  it('refuses devices and downloads', () => {
    const device = session.setDevicePermissionHandler.mock.calls[0]?.[0] as () => boolean;
    expect(device()).toBe(false);
    const event = { preventDefault: vi.fn() };
    session.emit('will-download', event);
    expect(event.preventDefault).toHaveBeenCalled();
  });
});

it.each([
  ['signalbox://app/assets/app.js', false],
  ['devtools://devtools/bundled/inspector.html', false],
  ['https://evil.example/', true],
  ['http://127.0.0.1:3306/', true],
  ['file:///etc/passwd', true],
  ['signalbox://other/', true],
  ['ws://evil.example/', true],
])('a request for %s is cancelled: %s', (url, cancel) => {
  expect(decided(session.webRequest.onBeforeRequest, { url })).toEqual({ cancel });
});

describe('what shows a page', () => {
  const made = (): SubstituteContents => {
    const contents = new SubstituteContents(() => undefined);
    electron.app.emit('web-contents-created', {}, contents);
    return contents;
  };
  const isPrevented = (contents: SubstituteContents, name: string, event: object = {}): boolean => {
    const preventDefault = vi.fn();
    contents.emit(name, { ...event, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };

  it.each([
    ['signalbox://app/', true, false],
    ['signalbox://app/', false, true],
    ['https://evil.example/', true, true],
    ['file:///etc/passwd', true, true],
    ['signalbox://app.evil.example/', true, true],
    ['javascript:alert(1)', true, true],
  ])('going to %s (main frame: %s) is prevented: %s', (url, isMainFrame, prevented) => {
    expect(isPrevented(made(), 'will-frame-navigate', { url, isMainFrame })).toBe(prevented);
  });

  it('is not redirected, opens no windows and embeds nothing', () => {
    const contents = made();
    expect(isPrevented(contents, 'will-redirect')).toBe(true);
    expect(isPrevented(contents, 'will-attach-webview')).toBe(true);
    expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
  });
});
