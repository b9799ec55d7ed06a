import { BrowserWindow, app, dialog } from 'electron';
import type { Engine } from '../engine/engine.ts';
import type { Handlers } from '../ipc/handlers.ts';

const stay = 0;

/**
 * Ends the program in good order. While an operation, an import or a dump runs the person is asked: either the program
 * stays, or the operation is asked to stop and undo (past the line it goes forward), the import and the dump to stop, and
 * they are waited for. `reopen` shows the window again.
 */
export function leaveInGoodOrder(engine: Engine, handlers: Handlers, reopen: () => void): void {
  let leaving = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    if (running(handlers).some(askToStay)) {
      leaving = false;
      if (BrowserWindow.getAllWindows().length === 0) reopen();
      return;
    }
    void leave(engine, handlers);
  });
  app.on('window-all-closed', () => app.quit());
}

function running({ operations, imports, dumps }: Handlers): readonly Question[] {
  return [
    ...(operations.busy() ? [operation] : []),
    ...(imports.busy() ? [dumpImport] : []),
    ...(dumps.busy() ? [dump] : []),
  ];
}

interface Question {
  readonly message: string;
  readonly detail: string;
  readonly quit: string;
}

const operation: Question = {
  message: 'An operation is running.',
  detail: 'Quitting asks it to stop and undo what it did, and waits for that.',
  quit: 'Stop, undo and quit',
};
const dumpImport: Question = {
  message: 'A dump is being imported.',
  detail: 'Quitting stops it. What is committed stays in the server, and the import can be resumed.',
  quit: 'Stop it and quit',
};

const dump: Question = {
  message: 'A dump is being taken.',
  detail: 'Quitting cancels it: what was stopped for it runs again, and no file is left.',
  quit: 'Cancel it and quit',
};

/** Answers at once, as the event that asks can't wait. */
function askToStay({ message, detail, quit }: Question): boolean {
  const answer = dialog.showMessageBoxSync({
    type: 'warning',
    title: 'Signalbox',
    message,
    detail,
    buttons: ['Keep running', quit],
    defaultId: stay,
    cancelId: stay,
    noLink: true,
  });
  return answer === stay;
}

/** Whatever fails on the way out, the program ends; the journal tells the next start. */
async function leave(engine: Engine, handlers: Handlers): Promise<void> {
  try {
    await Promise.all([handlers.operations.settle(), handlers.imports.settle(), handlers.dumps.settle()]);
    await engine.close();
  } catch (error) {
    handlers.log('error', 'the engine could not be closed', { error: String(error) });
  }
  app.exit(0);
}
