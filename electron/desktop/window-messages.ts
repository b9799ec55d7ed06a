import { ipcMain } from 'electron';
import type { IpcMainEvent, WebContents } from 'electron';
import type { Handlers } from '../ipc/handlers.ts';
import { createSession } from '../ipc/session.ts';
import type { Session } from '../ipc/session.ts';
import { channels } from './channels.ts';
import { isPageAddress } from './page-address.ts';

/** The conversation with the page that a window shows now. Each load of the page has an id of its own. */
interface Conversation {
  readonly page: string;
  readonly session: Session;
}

/**
 * Answers the windows. A message counts only when the top frame of a window, showing our page, sent it. A reloaded page
 * begins a conversation of its own; what the former one had open is ended with it.
 */
export function serveWindows(handlers: Handlers): void {
  const conversations = new Map<number, Conversation>();
  const retired = new Set<string>();

  const end = (contents: number): void => {
    const conversation = conversations.get(contents);
    if (conversation === undefined) return;
    retired.add(conversation.page);
    conversations.delete(contents);
    conversation.session.close();
  };
  const begin = (contents: WebContents, page: string): Conversation => {
    end(contents.id);
    const { id } = contents;
    if (!conversations.has(id)) contents.once('destroyed', () => end(id));
    const conversation = { page, session: createSession(handlers, senderTo(contents, page)) };
    conversations.set(id, conversation);
    return conversation;
  };
  ipcMain.on(channels.toHost, (event, page: unknown, message: unknown) => {
    if (!isFromOurPage(event) || typeof page !== 'string' || retired.has(page)) {
      handlers.log('warn', 'a message from an unknown page was ignored');
      return;
    }
    const known = conversations.get(event.sender.id);
    const { session } = known?.page === page ? known : begin(event.sender, page);
    if (!session.receive(message)) handlers.log('warn', 'a message of the window was not understood');
  });
}

function isFromOurPage(event: IpcMainEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isPageAddress(frame.url);
}

function senderTo(contents: WebContents, page: string): (message: unknown) => void {
  return (message) => {
    if (!contents.isDestroyed()) contents.send(channels.toWindow, page, message);
  };
}
