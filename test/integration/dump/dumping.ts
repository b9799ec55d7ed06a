import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createGunzip, gunzipSync } from 'node:zlib';
import type { DumpedPair, DumpRequest } from '../../../shared/domain/dump.ts';
import type { DumpModel } from '../../../electron/engine/import/dump/dump-model.ts';
import { Inventory } from '../../../electron/engine/import/dump/inventory.ts';
import { StatementScanner } from '../../../electron/engine/import/scan/statement-scanner.ts';
import { readStatement } from '../../../electron/engine/import/statements/read-statement.ts';
import { ensureServerBinaries } from '../../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import type { UnaskedProgram } from '../../../electron/engine/dump/find-program.ts';
import { replicationStatements } from '../../../electron/engine/yard/servers/replication-statements.ts';
import { testCluster } from '../../kit/engine.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { testAccounts, type Topology } from '../../kit/topology.ts';

/** A request for a dump of the kit's cluster. */
export function dumpOf(server: TestServer, out: string, more: Partial<DumpRequest> = {}): DumpRequest {
  return {
    cluster: testCluster,
    from: server.address,
    out,
    databases: null,
    keepStopped: false,
    program: null,
    ...more,
  };
}

/** What Signalbox's account needs to dump, beside operating. */
export async function allowDumps(topology: Topology): Promise<void> {
  const { user } = testAccounts.operate;
  await topology.source.query(`GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON *.* TO '${user}'@'%'`);
}

/** Rows enough that the dump program writes long before it ends. */
export async function fill(topology: Topology): Promise<void> {
  const { source } = topology;
  await source.query('CREATE DATABASE shop');
  await source.query('CREATE TABLE shop.bulk (id INT AUTO_INCREMENT PRIMARY KEY, pad VARCHAR(200)) ENGINE=InnoDB');
  await source.query("INSERT INTO shop.bulk (pad) VALUES (REPEAT('x', 200))");
  for (let doubled = 0; doubled < 14; doubled += 1) {
    await source.query('INSERT INTO shop.bulk (pad) SELECT pad FROM shop.bulk');
  }
  await source.query('CREATE VIEW shop.seen AS SELECT id FROM shop.bulk');
  await source.query(
    'CREATE TRIGGER shop.shorten BEFORE INSERT ON shop.bulk FOR EACH ROW SET NEW.pad = LEFT(NEW.pad, 199)',
  );
  await source.query('CREATE FUNCTION shop.twice(a INT) RETURNS INT DETERMINISTIC RETURN a * 2');
  await topology.settle();
}

/** The dump programs of the server cache; MySQL's also for 5.6, of which there are no client programs. */
export async function cachedPrograms(topology: Topology): Promise<readonly UnaskedProgram[]> {
  const { dump, options } = await ensureServerBinaries(clientFamily(topology));
  if (dump === null) throw new Error(`There is no dump program of ${topology.family} on this machine.`);
  return [{ ...dump, pluginFolder: pluginFolderIn(options) }];
}

function clientFamily({ family }: Topology): 'mariadb' | 'mysql' {
  return family === 'mariadb' ? 'mariadb' : 'mysql';
}

function pluginFolderIn(options: readonly string[]): string | null {
  return options.find((option) => option.startsWith('plugin-dir='))?.slice('plugin-dir='.length) ?? null;
}

/** What the scanner finds in the file. */
export async function scanned(file: string): Promise<{ readonly text: string; readonly model: DumpModel }> {
  const bytes = gunzipSync(await readFile(file));
  const [scanner, inventory] = [new StatementScanner(), new Inventory()];
  scanner.push(bytes);
  scanner.finish();
  for (let piece = scanner.next(); piece !== null; piece = scanner.next()) {
    inventory.add(piece, piece.kind === 'statement' ? readStatement(piece) : null);
  }
  return { text: bytes.toString('latin1'), model: inventory.model() };
}

/** `gunzip -c FILE | client`, unlogged, with the family's own client. */
export async function load(topology: Topology, server: TestServer, file: string): Promise<void> {
  const closed = topology.family === 'mysql' ? ['super_read_only', 'read_only'] : ['read_only'];
  for (const name of closed) await server.query(`SET GLOBAL ${name} = OFF`);
  const { client, options } = await ensureServerBinaries(clientFamily(topology));
  if (client === null) throw new Error(`There is no client of ${topology.family} on this machine.`);
  const plugins = pluginFolderIn(options);
  const args = [
    ...client.args,
    '--no-defaults',
    ...(plugins === null ? [] : [`--plugin-dir=${plugins}`]),
    '-uroot',
    `--socket=${server.spec.socket}`,
    '--init-command=SET SESSION sql_log_bin = 0',
    '--default-character-set=utf8mb4',
  ];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(client.file, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`the client: ${errors}`))));
    createReadStream(file)
      .pipe(createGunzip())
      .pipe(child.stdin)
      .on('error', () => undefined);
  });
}

/** Makes a loaded server a replica from coordinates of the dump, as a person would. */
export async function follow(
  topology: Topology,
  replica: TestServer,
  source: TestServer,
  from: NonNullable<DumpedPair['own']>,
): Promise<void> {
  const { family, request } = topology;
  if (request.positions === 'gtid') {
    if (family === 'mysql') await replica.query('RESET BINARY LOGS AND GTIDS');
    const variable = family === 'mariadb' ? 'gtid_slave_pos' : 'gtid_purged';
    await replica.query(`SET GLOBAL ${variable} = '${from.gtid ?? ''}'`);
  }
  const { file, offset } = from.position;
  const account = testAccounts.replication;
  const start = { family, positions: request.positions, sourcePort: source.port, account, file, offset };
  for (const sql of replicationStatements(start)) await replica.query(sql);
}
