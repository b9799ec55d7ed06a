import { beforeEach, describe, expect, it, vi } from 'vitest';
import { channels } from '../../../electron/desktop/channels.ts';
import { serveWindows } from '../../../electron/desktop/window-messages.ts';
import type { Engine } from '../../../electron/engine/engine.ts';
import { createHandlers } from '../../../electron/ipc/create-handlers.ts';
import { topology } from '../../../electron/ipc/testing/scene.ts';
import { scriptedEngine } from '../../../electron/ipc/testing/scripted-engine.ts';
import { loadPreload } from '../bridge/over-desktop.ts';
import { SubstituteContents, showIn } from './electron-substitute.ts';

const electron = await vi.hoisted(async () => (await import('./electron-substitute.ts')).createElectron());
vi.mock('electron', () => electron);

const verifyJournal = vi.fn(() => ({ ok: true, entries: 3, problem: null }));
const watching: AbortSignal[] = [];
const watch: Engine['watch'] = (_cluster, tell, signal) => {
  watching.push(signal);
  tell(topology(1));
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
};
const log = vi.fn();
let contents: SubstituteContents;

beforeEach(() => {
  verifyJournal.mockClear();
  log.mockClear();
  watching.length = 0;
  electron.ipcMain.removeAllListeners();
  const engine = scriptedEngine({ verifyJournal, watch });
  serveWindows(createHandlers(engine, { version: '1', host: 'desktop', opening: 'start', log }));
  contents = new SubstituteContents((channel, values) => void electron.ipcRenderer.emit(channel, {}, ...values));
  showIn(electron, contents);
});

it('exposes exactly two functions that carry messages, and one that says where a dropped file lies', async () => {
  const wire = await loadPreload(electron);
  expect(Object.keys(electron.exposed)).toEqual(['signalbox']);
  expect(Object.entries(wire).map(([name, value]) => [name, typeof value])).toEqual([
    ['call', 'function'],
    ['stream', 'function'],
    ['pathOf', 'function'],
  ]);
});

describe('who is answered', () => {
  const call = { kind: 'call', id: 1, name: 'journal.verify', input: {} };
  const sendFrom = (senderFrame: unknown): void => {
    electron.ipcMain.emit(channels.toHost, { sender: contents, senderFrame }, 'page-1', call);
  };

  it.each([
    ['a frame inside the page', { url: 'signalbox://app/' }],
    ['a frame that is gone', null],
  ])('not %s', (_who, frame) => {
    sendFrom(frame);
    expect(verifyJournal).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledWith('warn', expect.any(String));
  });

  it.each(['https://evil.example/', 'file:///tmp/x.html', 'signalbox://other/', 'about:blank', ''])(
    'not a window that shows %s',
    (url) => {
      contents.mainFrame.url = url;
      sendFrom(contents.mainFrame);
      expect(verifyJournal).not.toHaveBeenCalled();
    },
  );

  it('the top frame of our page', async () => {
    sendFrom(contents.mainFrame);
    await vi.waitFor(() => expect(verifyJournal).toHaveBeenCalledTimes(1));
  });
});

it('ends what a page had open when the window loads it again, and answers the new one', async () => {
  const first = await loadPreload(electron);
  const late = vi.fn();
  first.stream('topology.watch', { cluster: 'shop' }, late);
  await vi.waitFor(() => expect(late).toHaveBeenCalledTimes(1));
  const second = await loadPreload(electron);
  await expect(second.call('journal.verify', {})).resolves.toMatchObject({ ok: true });
  expect(watching[0]?.aborted).toBe(true);

  void first.call('journal.verify', {});
  await vi.waitFor(() => expect(log).toHaveBeenCalledWith('warn', 'a message from an unknown page was ignored'));
  expect(verifyJournal).toHaveBeenCalledTimes(1);
});

it('ends what a window had open when it is closed', async () => {
  const wire = await loadPreload(electron);
  wire.stream('topology.watch', { cluster: 'shop' }, vi.fn());
  await vi.waitFor(() => expect(watching).toHaveLength(1));
  contents.destroyed = true;
  contents.emit('destroyed');
  expect(watching[0]?.aborted).toBe(true);
});

it('survives what is no message', () => {
  for (const values of [[], ['page-1'], ['page-1', { kind: 'other' }], [7, 8]]) {
    electron.ipcMain.emit(channels.toHost, { sender: contents, senderFrame: contents.mainFrame }, ...values);
  }
  expect(log).toHaveBeenCalledTimes(4);
});
