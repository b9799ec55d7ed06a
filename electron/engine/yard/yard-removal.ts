import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findServerProcess, stopServer } from './servers/server-process.ts';
import { serversFolder, socketsFolder } from './yard-build.ts';
import { passwordsFolder } from './yard-passwords.ts';
import { recordPath } from './yard-record.ts';
import type { YardRecord, YardServer } from './yard-record.ts';

/** No time for an orderly end (MySQL takes 10 s for one): its data is removed next. */
const graceMs = 0; // ms

/**
 * Ends every server of a yard, also ones that a killed `up` did not live to note down, and removes what the yard has
 * written; nothing else in its folder is touched.
 */
export async function removeYard(directory: string, record: YardRecord | null): Promise<void> {
  await Promise.all((await serversIn(directory, record)).map(endServer));
  const sockets = record === null ? null : socketsFolder(record);
  if (sockets !== null) await rm(sockets, { recursive: true, force: true });
  await rm(serversFolder(directory), { recursive: true, force: true, maxRetries: 3 });
  await rm(passwordsFolder(directory), { recursive: true, force: true });
  await rm(recordPath(directory), { force: true });
}

async function serversIn(directory: string, record: YardRecord | null): Promise<YardServer[]> {
  const noted = record?.servers ?? [];
  const names = await readdir(serversFolder(directory)).catch((): string[] => []);
  const others = names.filter((name) => !noted.some((server) => server.spec.name === name));
  const unnoted = others.map((name): YardServer => {
    const folder = join(serversFolder(directory), name);
    return { spec: { name, serverId: 0, port: 0, directory: folder, socket: '' }, process: null };
  });
  return [...noted, ...unnoted];
}

async function endServer({ spec, process }: YardServer): Promise<void> {
  const live = await findServerProcess(spec, process);
  if (live !== null) await stopServer(live, graceMs);
}
