/** The desktop host's entry, run by Electron. */
import { app, dialog } from 'electron';
import { reportOf } from '../shared/domain/errors.ts';
import { prepareDesktop, runDesktop } from './desktop/run-desktop.ts';
import { createEngine } from './engine/create-engine.ts';
import { inAWorker } from './engine/import/work/in-a-worker.ts';
import { readHostOptions } from './host/host-options.ts';

prepareDesktop();

/** What comes after the program, and, while it is not packaged, after its folder. */
const args = process.argv.slice(app.isPackaged ? 1 : 2);

async function main(): Promise<void> {
  await runDesktop(readHostOptions(args, process), (options) => createEngine(options, { importWork: inAWorker }));
}

main().catch((thrown: unknown) => {
  dialog.showErrorBox('Signalbox can’t start', reportOf(thrown).message);
  app.exit(2);
});
