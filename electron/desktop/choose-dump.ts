import { BrowserWindow, dialog } from 'electron';

/** Asks for a dump with the system's own dialog; null where none was chosen. */
export async function chooseDump(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  const options: Electron.OpenDialogOptions = {
    title: 'Import a dump',
    buttonLabel: 'Choose',
    properties: ['openFile', 'dontAddToRecent'],
    filters: [
      { name: 'SQL dumps', extensions: ['sql', 'gz', 'zst', 'bz2', 'xz'] },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const { canceled, filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
}
