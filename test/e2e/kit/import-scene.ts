import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { createLoader } from '../../integration/import/load-into.ts';
import { sampleStatements } from '../../integration/import/sample-database.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';

/** How the source's databases are dumped. */
export const dumped = ['--databases', 'shop', '--routines', '--triggers', '--events', '--net-buffer-length=16384'];
export const largeRows = 40_000;

/** A server with data, an empty one that Signalbox knows, and a folder for dumps. */
export interface ImportScene {
  readonly topology: Topology;
  readonly target: TestServer;
  readonly folder: string;
  /** The configuration file. */
  readonly config: string;
}

/** `atEnd` is given what takes it down. */
export async function startImportScene(
  family: 'mariadb' | 'mysql',
  atEnd: (end: () => Promise<void>) => void,
): Promise<ImportScene> {
  const open = family === 'mysql' ? { 'super-read-only': 'OFF' } : {};
  const settings = { 'read-only': 'OFF', ...open };
  const topology = await startTopology({ family, positions: 'gtid', replicas: 0, standalone: 1, settings });
  const folder = await mkdtemp(join(tmpdir(), 'sbx-import-'));
  atEnd(async () => {
    await topology.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const [target] = topology.standalone;
  if (target === undefined) throw new Error('there is no other server');
  await createLoader(target);
  const password = join(folder, 'password');
  await writeFile(password, 'loader\n', { mode: 0o600 });
  const config = join(folder, 'signalbox.yaml');
  const cluster = `    environment: development\n    seeds: ["${target.address}"]\n    user: loader\n    password: file:${password}\n`;
  await writeFile(config, `clusters:\n  shop:\n${cluster}`, { mode: 0o600 });
  return { topology, target, folder, config };
}

/** Gives the source all that is hard in a dump, and a table that takes a while: its rows have `length` times 64 bytes. */
export async function fillSource({ source, family }: Topology, length: number): Promise<void> {
  for (const sql of sampleStatements(family)) await source.query(sql);
  await source.query('CREATE TABLE shop.large (id INT PRIMARY KEY, b VARCHAR(600), KEY b (b(20)))');
  for (let from = 0; from < largeRows; from += 5000) {
    const rows = Array.from(
      { length: 5000 },
      (_, n) => `(${String(from + n)}, REPEAT(SHA2(${String(from + n)}, 256), ${String(length)}))`,
    );
    await source.query(`INSERT INTO shop.large VALUES ${rows.join(',')}`);
  }
}

/** Holds all writes of a server back as soon as some rows of the large table are there; gives what lets them go on. */
export async function holdWithinRows(server: TestServer): Promise<() => Promise<void>> {
  const rows = (): Promise<number> => server.value('SELECT COUNT(*) FROM shop.large').then(Number, () => 0);
  await waitFor('rows', rows, (count) => count > 500, 90_000);
  const letGo = await holdWrites(server);
  if ((await rows()) >= largeRows) throw new Error('The import was done before it could be held.');
  return letGo;
}

/** Everything that writes waits from now on; gives what lets it go on. */
export async function holdWrites(server: TestServer): Promise<() => Promise<void>> {
  const holder = await server.connect({ user: 'root', socketPath: server.spec.socket });
  await holder.query('FLUSH TABLES WITH READ LOCK');
  return () => holder.end();
}

/** Drags a file over the window and drops it, as a browser tells a page of it. */
export async function dropFile(page: Page, name: string): Promise<void> {
  const tell = (kind: string): Promise<void> =>
    page.evaluate(
      ([type, file]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['x'], file));
        window.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      },
      [kind, name] as const,
    );
  await tell('dragover');
  await page.getByText('Drop the dump to import it into').waitFor();
  await tell('drop');
}

/** Ticks every warning of the preflight. */
export async function tickWarnings(page: Page): Promise<void> {
  for (const warning of await page.getByRole('checkbox', { name: /^Go on with/ }).all()) await warning.check();
}
