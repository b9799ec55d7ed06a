import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Saves a rescue sheet durably, readable by its owner alone; returns its path. */
export async function saveRescueSheet(dataDirectory: string, operation: string, text: string): Promise<string> {
  const folder = join(dataDirectory, 'rescue');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${operation}.sql`);
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return path;
}
