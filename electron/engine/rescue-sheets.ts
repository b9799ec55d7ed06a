import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export function rescueFolder(dataDirectory: string): string {
  return join(dataDirectory, 'rescue');
}

/** Where an operation's rescue sheet is; null when there is none. */
export function rescueSheetOf(dataDirectory: string, operation: string): string | null {
  const path = pathOf(dataDirectory, operation);
  return existsSync(path) ? path : null;
}

function pathOf(dataDirectory: string, operation: string): string {
  return join(rescueFolder(dataDirectory), `${operation}.sql`);
}

/** Saves a rescue sheet durably, readable by its owner alone; returns its path. */
export async function saveRescueSheet(dataDirectory: string, operation: string, text: string): Promise<string> {
  const path = pathOf(dataDirectory, operation);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
  return path;
}

/** The file's name is on disk too; Windows can't be asked for that, and keeps names in order. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
