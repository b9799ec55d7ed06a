import { BrowserWindow, dialog } from 'electron';

/** Asks with the system's own dialog where a dump is to go; null where nowhere. */
export async function choosePlace(suggested: string): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  const options: Electron.SaveDialogOptions = {
    title: 'Take a dump',
    buttonLabel: 'Choose',
    defaultPath: suggested,
    properties: ['createDirectory', 'dontAddToRecent'],
    filters: [
      { name: 'SQL dumps', extensions: ['sql', 'gz', 'zst'] },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
}
