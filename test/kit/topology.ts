import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcesIn, type ClusterShape } from '../../shared/domain/cluster-shape.ts';
import type { Flavour } from '../../shared/domain/flavour.ts';
import { allSettled } from '../../electron/engine/yard/all-settled.ts';
import { ensureServerBinaries } from '../../electron/engine/yard/binaries/ensure-server-binaries.ts';
import type { Accounts } from '../../electron/engine/yard/servers/accounts.ts';
import { ensureTemplate } from '../../electron/engine/yard/servers/data-directory.ts';
import { freePorts, giveBackPorts } from '../../electron/engine/yard/servers/free-port.ts';
import { prepareServer } from '../../electron/engine/yard/servers/prepare-server.ts';
import { replicationStatements } from '../../electron/engine/yard/servers/replication-statements.ts';
import { pairSettings } from '../../electron/engine/yard/servers/server-settings.ts';
import type { Positions, Settings } from '../../electron/engine/yard/servers/server-settings.ts';
import { markOwned, sweepAbandoned } from './abandoned.ts';
import { TestServer } from './test-server.ts';
import { waitFor } from './wait-for.ts';

export interface TopologyRequest {
  readonly family: Flavour;
  readonly positions: Positions;
  /** Who follows whom (default `star`): `chain` has s3 under s2, `pair` s1 and s2 under each other, s1 active. */
  readonly shape?: ClusterShape;
  /** Servers that replicate from the source (default 2). */
  readonly replicas?: number;
  /** Fresh servers beside them that follow nobody until `attach` (default 0). */
  readonly standalone?: number;
  /** my.cnf options for every server. */
  readonly settings?: Settings;
  /** my.cnf options by server name (`s1` is the source, then its replicas, then the standalone ones). */
  readonly settingsOf?: Readonly<Record<string, Settings>>;
}

/** Accounts of every topology; passwords are fixed, as the servers live in a private folder and on loopback. */
export const testAccounts: Accounts = {
  operate: { user: 'signalbox', password: 'operate-7f3a', movesData: false },
  replication: { user: 'repl', password: 'replicate-91c2' },
  application: { user: 'app', password: 'apply-55d0', schema: 'app' },
  rootPassword: null,
};

/** One source (read/write) and its replicas (read-only, in the shape asked for), replicating, with the tables of the writer and the prober. */
export class Topology {
  readonly request: TopologyRequest;
  readonly directory: string;
  readonly servers: readonly TestServer[];

  constructor(request: TopologyRequest, directory: string, servers: readonly TestServer[]) {
    this.request = request;
    this.directory = directory;
    this.servers = servers;
  }

  get family(): Flavour {
    return this.request.family;
  }

  get source(): TestServer {
    return this.server('s1');
  }

  get replicas(): readonly TestServer[] {
    return this.servers.slice(1, 1 + replicasOf(this.request));
  }

  get standalone(): readonly TestServer[] {
    return this.servers.slice(1 + replicasOf(this.request));
  }

  /** A server by name (`s1`) or address. */
  server(name: string): TestServer {
    const found = this.servers.find((server) => server.name === name || server.address === name);
    if (found === undefined) throw new Error(`There is no server ${name} in this topology.`);
    return found;
  }

  /** Makes a fresh server follow another from the start of that one's first binary log. */
  async attach(replica: TestServer, source: TestServer): Promise<void> {
    const [first] = await source.query('SHOW BINARY LOGS');
    const statements = replicationStatements({
      family: this.family,
      positions: this.request.positions,
      sourcePort: source.port,
      account: testAccounts.replication,
      file: String(first?.['Log_name']),
      offset: 4,
    });
    for (const sql of statements) await replica.query(sql);
  }

  /** Waits until these servers have every row that the source has now (all replicas when none are named). */
  async settle(replicas: readonly TestServer[] = this.replicas, source: TestServer = this.source): Promise<void> {
    const mark = `${String(Date.now())}-${String(Math.random())}`;
    await source.query(`REPLACE INTO app.marks (name, value) VALUES ('settle', '${mark}')`);
    for (const replica of replicas) {
      const look = () => replica.value("SELECT value FROM app.marks WHERE name = 'settle'").catch(String);
      await waitFor(`${replica.name} to catch up`, look, (value) => value === mark);
    }
  }

  /** Ends all servers and removes their files. */
  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()));
    giveBackPorts(this.servers.map(({ port }) => port));
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

const tables = [
  'CREATE TABLE app.entries (id BIGINT AUTO_INCREMENT PRIMARY KEY, token VARCHAR(64) NOT NULL UNIQUE, value BIGINT NOT NULL) ENGINE=InnoDB',
  'CREATE TABLE app.counters (name VARCHAR(32) PRIMARY KEY, n BIGINT NOT NULL) ENGINE=InnoDB',
  'CREATE TABLE app.marks (name VARCHAR(32) PRIMARY KEY, value VARCHAR(64) NOT NULL) ENGINE=InnoDB',
  'CREATE TABLE app.probes (prober VARCHAR(64) PRIMARY KEY, n BIGINT NOT NULL) ENGINE=InnoDB',
  "INSERT INTO app.counters (name, n) VALUES ('writes', 0), ('increments', 0)",
];

/**
 * Starts real servers, replicating, and returns when every replica has what the source has. Binaries are found or
 * fetched (`describeOn` skips first where there are none). The servers die with this process.
 */
export async function startTopology(request: TopologyRequest): Promise<Topology> {
  await sweepAbandoned();
  const binaries = await ensureServerBinaries(request.family);
  const template = await ensureTemplate(binaries);
  const directory = await mkdtemp(join(tmpdir(), 'sbx-kit-'));
  await markOwned(directory);
  const count = 1 + replicasOf(request) + (request.standalone ?? 0);
  const servers = (await freePorts(count)).map((port, index) => {
    const name = `s${String(index + 1)}`;
    const spec = {
      name,
      serverId: index + 1,
      port,
      directory: join(directory, name),
      socket: join(directory, `${name}.sock`),
    };
    return new TestServer(spec, binaries);
  });
  const topology = new Topology(request, directory, servers);
  try {
    await allSettled(
      servers.map(async (server, place) => {
        const overrides = {
          ...quick,
          ...pairSettings(request.shape ?? 'star', place),
          ...request.settings,
          ...request.settingsOf?.[server.name],
        };
        const { positions } = request;
        await prepareServer(server.spec, { binaries, template, positions, accounts: testAccounts, overrides });
        await server.start();
      }),
    );
    await replicate(topology);
    return topology;
  } catch (error) {
    await topology.stop();
    throw error;
  }
}

/** A crash of the machine is no part of these tests, only of the server: what it has written survives that. */
const quick: Settings = { 'innodb-flush-log-at-trx-commit': 2, 'sync-binlog': 0 };

async function replicate(topology: Topology): Promise<void> {
  await topology.source.query('SET GLOBAL read_only = OFF');
  for (const sql of tables) await topology.source.query(sql);
  const members = [topology.source, ...topology.replicas];
  for (const [place, source] of sourcesIn(topology.request.shape ?? 'star', members.length).entries()) {
    const [replica, above] = [members[place], source === null ? undefined : members[source]];
    if (replica !== undefined && above !== undefined) await topology.attach(replica, above);
  }
  await topology.settle();
}

function replicasOf(request: TopologyRequest): number {
  return request.replicas ?? 2;
}
