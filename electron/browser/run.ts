import type { Engine } from '../engine/engine.ts';
import type { Handlers } from '../ipc/handlers.ts';
import { startBrowserHost } from './browser-host.ts';
import { startAskedYard } from './asked-yard.ts';
import type { Terminal } from './terminal.ts';

export interface BrowserRun {
  readonly engine: Engine;
  readonly handlers: Handlers;
  readonly pageFolder: string;
  readonly port: number;
  readonly yard: boolean;
  readonly terminal: Terminal;
}

/**
 * Serves until the person or the system asks for the end, then ends in good order: running operations are asked to stop
 * and undo, imports and dumps to stop, and are waited for, so that nothing is left half-way; a second request ends at once, and the journal knows.
 */
export async function runBrowserHost(run: BrowserRun): Promise<void> {
  const { terminal, handlers, engine } = run;
  const host = await startBrowserHost(run);
  terminal.say(`Signalbox is at ${host.newAddress()}`);
  if (terminal.interactive) {
    terminal.say('The address works once; press Enter for a new one, Ctrl-C to end.');
    terminal.onEnter(() => terminal.say(`Signalbox is at ${host.newAddress()}`));
  }
  const leaving = new AbortController();
  if (run.yard) void startAskedYard(engine, handlers.yard, terminal, leaving.signal);
  await terminal.askedToEnd();
  leaving.abort();
  if (handlers.operations.busy()) {
    terminal.say(
      'A running operation is asked to stop and undo; Ctrl-C again ends at once and leaves it to the journal.',
    );
  }
  if (handlers.imports.busy()) {
    terminal.say('A running import is asked to stop; what is committed stays, and it can be resumed.');
  }
  if (handlers.dumps.busy()) {
    terminal.say('A running dump is cancelled: what was stopped for it runs again, and no file is left.');
  }
  await Promise.all([handlers.operations.settle(), handlers.imports.settle(), handlers.dumps.settle()]);
  await host.close();
  await sayWhatKeepsRunning(engine, terminal);
  await engine.close();
  terminal.close();
}

async function sayWhatKeepsRunning(engine: Engine, terminal: Terminal): Promise<void> {
  const { running } = await engine.yardStatus();
  if (running) terminal.say('The practice servers keep running; “npx signalbox yard down” ends them.');
}
