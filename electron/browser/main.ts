/**
 * The browser host: `node dist/browser/main.js [--yard] [--port N] [--config FILE] [--data-dir FOLDER]`. It serves the
 * window on loopback and prints one line with its address, which the launcher (build/start.mjs) puts the reason to.
 */
import { SignalboxError, reportOf } from '../../shared/domain/errors.ts';
import { createEngine } from '../engine/create-engine.ts';
import { inAWorker } from '../engine/import/work/in-a-worker.ts';
import { createHandlers } from '../ipc/create-handlers.ts';
import { hostUsage, readHostOptions } from '../host/host-options.ts';
import { openEngine } from '../host/open-engine.ts';
import { pageFolder, programVersion } from '../host/program-files.ts';
import { runBrowserHost } from './run.ts';
import { createTerminal } from './terminal.ts';

/** As the command line's: bad usage or surroundings; see docs/cli.md. */
const unusable = 2;
const terminal = createTerminal(process);

async function main(): Promise<void> {
  const options = readHostOptions(process.argv.slice(2), process);
  if (options.help) {
    terminal.say(hostUsage);
    return;
  }
  const { engine, log } = await openEngine(
    (wanted) => createEngine(wanted, { importWork: inAWorker }),
    options,
    (shared) => shared,
  );
  const opening = options.yard ? 'yard' : 'start';
  const handlers = createHandlers(engine, { version: programVersion(), host: 'browser', opening, log });
  try {
    await runBrowserHost({ engine, handlers, pageFolder, port: options.port, yard: options.yard, terminal });
  } finally {
    await engine.close();
  }
}

main().catch((thrown: unknown) => {
  terminal.complain(reportOf(listenProblem(thrown)).message);
  process.exitCode = unusable;
  terminal.close();
});

function listenProblem(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EADDRINUSE') return thrown;
  return new SignalboxError('host-busy', 'Another program listens on this port: choose another --port, or none.');
}
