/**
 * All that a window gets of the desktop: two functions that carry messages, and one that says where a file lies that
 * the person has dropped on the page (its path, which the page may hand to the engine; nothing of what is in it). It
 * runs in Electron's sandbox, bundled as CommonJS and without any dependency; the messages are checked on both sides of
 * it, not here.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createWireClient } from '../shared/ipc/wire-client.ts';
import type { HostMessage, Wire } from '../shared/ipc/wire.ts';
import { channels } from './desktop/channels.ts';

const page = crypto.randomUUID();
const client = createWireClient((message) => ipcRenderer.send(channels.toHost, page, message));

ipcRenderer.on(channels.toWindow, (_event, addressee: string, message: HostMessage) => {
  if (addressee === page) client.receive(message);
});

const exposed: Wire & { readonly pathOf: (file: File) => string } = {
  call: (name, input) => client.call(name, input),
  stream: (name, input, listener) => client.stream(name, input, listener),
  pathOf: (file) => webUtils.getPathForFile(file),
};
contextBridge.exposeInMainWorld('signalbox', exposed);
