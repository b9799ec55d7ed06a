import { BrowserWindow, app, dialog } from 'electron';
import type { Engine } from '../engine/engine.ts';
import type { Handlers } from '../ipc/handlers.ts';

const stay = 0;

/**
 * Ends the program in good order. While an operation runs the person is asked: either the program stays, or the
 * operation is asked to stop and undo (past the line it goes forward) and is waited for. `reopen` shows the window again.
 */
export function leaveInGoodOrder(engine: Engine, handlers: Handlers, reopen: () => void): void {
  let leaving = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    if (handlers.operations.busy() && askToStay()) {
      leaving = false;
      if (BrowserWindow.getAllWindows().length === 0) reopen();
      return;
    }
    void leave(engine, handlers);
  });
  app.on('window-all-closed', () => app.quit());
}

/** Answers at once, as the event that asks can't wait. */
function askToStay(): boolean {
  const answer = dialog.showMessageBoxSync({
    type: 'warning',
    title: 'Signalbox',
    message: 'An operation is running.',
    detail: 'Quitting asks it to stop and undo what it did, and waits for that.',
    buttons: ['Keep running', 'Stop, undo and quit'],
    defaultId: stay,
    cancelId: stay,
    noLink: true,
  });
  return answer === stay;
}

/** Whatever fails on the way out, the program ends; the journal tells the next start. */
async function leave(engine: Engine, handlers: Handlers): Promise<void> {
  try {
    await handlers.operations.settle();
    await engine.close();
  } catch (error) {
    handlers.log('error', 'the engine could not be closed', { error: String(error) });
  }
  app.exit(0);
}
