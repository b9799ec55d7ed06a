import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCluster } from '../../kit/engine.ts';
import { snapshot } from '../../kit/server-snapshot.ts';
import { TcpProxy } from '../../kit/tcp-proxy.ts';
import type { TestServer } from '../../kit/test-server.ts';
import { startTopology, testAccounts, type Topology } from '../../kit/topology.ts';
import { waitFor } from '../../kit/wait-for.ts';
import type { Wish } from './job.ts';
import { closed } from './own-configuration.ts';
import type { Role, Variant } from './fault-case.ts';

/** Three servers with a network that can fail before each, used for one case after another. */
export class Bench {
  readonly variant: Variant;
  #topology: Topology;
  readonly #proxies = new Map<TestServer, { readonly proxy: TcpProxy; readonly address: string }>();
  #order: readonly TestServer[];
  #spoilt = false;

  constructor(variant: Variant, topology: Topology) {
    this.variant = variant;
    this.#topology = topology;
    this.#order = topology.servers;
  }

  static async start(variant: Variant): Promise<Bench> {
    const bench = new Bench(variant, await startTopology({ ...variant, replicas: 2 }));
    await bench.#startProxies();
    return bench;
  }

  get topology(): Topology {
    return this.#topology;
  }

  get servers(): readonly TestServer[] {
    return this.#topology.servers;
  }

  /** Who plays this role now; after a switchover the first two have changed places. */
  server(role: Role): TestServer {
    const index = { source: 0, candidate: 1, follower: 2 }[role];
    const server = this.#order[index];
    if (server === undefined) throw new Error(`nobody is ${role}`);
    return server;
  }

  proxy(server: TestServer): TcpProxy {
    const found = this.#proxies.get(server);
    if (found === undefined) throw new Error(`no proxy stands before ${server.name}`);
    return found.proxy;
  }

  /** Server → its proxy's address. */
  get via(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#proxies].map(([server, { address }]) => [server.address, address]));
  }

  /** `drain:follower` → `drain:127.0.0.1:3308`. */
  toAddresses(text: string): string {
    return this.#replaced(text, (role, address) => text.replace(new RegExp(`:${role}(?=$|:)`), `:${address}`));
  }

  /** `drain:127.0.0.1:3308` → `drain:follower`; an address alone becomes a role. */
  toRoles(text: string): string {
    return this.#replaced(text, (role, address) => text.replace(address, role));
  }

  #replaced(text: string, replace: (role: Role, address: string) => string): string {
    for (const role of ['source', 'candidate', 'follower'] as const) {
      const replaced = replace(role, this.server(role).address);
      if (replaced !== text) return replaced;
    }
    return text;
  }

  /** A folder with a configuration and no journal yet. */
  async makeHome(): Promise<string> {
    const home = await mkdtemp(join(tmpdir(), 'sbx-kit-home-'));
    await mkdir(join(home, 'data'), { mode: 0o700 });
    const { operate, replication } = testAccounts;
    await writeFile(join(home, 'operate'), operate.password, { mode: 0o600 });
    await writeFile(join(home, 'replication'), replication.password, { mode: 0o600 });
    const seeds = this.servers.map((server) => `'${server.address}'`).join(', ');
    const lines = [
      'clusters:',
      `  ${testCluster}:`,
      '    environment: development',
      `    seeds: [${seeds}]`,
      `    user: ${operate.user}`,
      '    password: file:operate',
      `    replication: { user: ${replication.user}, password: 'file:replication' }`,
    ];
    await writeFile(join(home, 'signalbox.yaml'), `${lines.join('\n')}\n`);
    return home;
  }

  /** Empties the tables of writer and prober, so that what is compared stays small. */
  async clear(): Promise<void> {
    const source = this.server('source');
    await source.query('TRUNCATE TABLE app.entries');
    await source.query('TRUNCATE TABLE app.probes');
    await source.query('UPDATE app.counters SET n = 0');
    await this.#topology.settle([this.server('candidate'), this.server('follower')], source);
  }

  /** Somebody wrote where nobody should: nothing else can be tried on this cluster. */
  spoil(): void {
    this.#spoilt = true;
  }

  /** The wish came true. */
  changed(wish: Wish): void {
    if (wish.kind !== 'switchover' && wish.kind !== 'failover') return;
    const [source, candidate, ...others] = this.#order;
    if (source !== undefined && candidate !== undefined) this.#order = [candidate, source, ...others];
  }

  /** The follower is called the candidate from now on. */
  exchangeReplicas(): void {
    const [source, candidate, follower, ...others] = this.#order;
    if (source !== undefined && candidate !== undefined && follower !== undefined)
      this.#order = [source, follower, candidate, ...others];
  }

  /** Starts the source again that was dead, open as it was. */
  async revive(): Promise<void> {
    const source = this.server('source');
    if (source.pid === null) await source.start();
    await source.query('SET GLOBAL read_only = OFF');
  }

  /** Back to a cluster in which every case can begin: as it is, opened by hand where that is enough, or a new one. */
  async restore(): Promise<void> {
    for (const { proxy } of this.#proxies.values()) {
      proxy.cut();
      proxy.heal();
    }
    for (const server of this.servers) if (!this.#spoilt) await server.configure(closed(server));
    if (!this.#spoilt && this.server('source').pid === null) await this.revive();
    const problem = this.#spoilt ? 'spoilt' : await this.#tidy().catch((error: unknown) => String(error));
    if (problem !== null) await this.#rebuild();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#proxies.values()].map(({ proxy }) => proxy.close()));
    await this.#topology.stop();
  }

  /** Null when the cluster is as it should be. */
  async #tidy(): Promise<string | null> {
    const problem = await this.#problem();
    if (problem === null) return null;
    const source = this.server('source');
    const [at] = (await snapshot(source)).channels;
    if ((at !== undefined) !== this.#isPair) return 'the source follows another server';
    if (this.variant.family !== 'mariadb') return problem;
    await source.query('UNLOCK TABLES');
    await source.query('SET GLOBAL read_only = OFF');
    for (const role of ['candidate', 'follower'] as const) {
      await this.server(role).query('SET GLOBAL read_only = ON');
      await this.server(role).query('START SLAVE');
    }
    if (this.#isPair) await source.query('START SLAVE');
    await waitFor(
      'the replicas',
      () => this.#problem(),
      (found) => found === null,
      3000,
    );
    return null;
  }

  async #problem(): Promise<string | null> {
    const [source, ...replicas] = await Promise.all(this.#order.map((server) => snapshot(server)));
    if (source === undefined) return 'no servers';
    const settings = source.settings;
    const [back, ...others] = source.channels;
    if (others.length > 0 || (back !== undefined) !== this.#isPair) return 'the source has a channel too many or few';
    if (back !== undefined && back.source !== replicas[0]?.server) return `the source follows ${back.source}`;
    if (back !== undefined && (back.io !== 'Yes' || back.sql !== 'Yes')) return `the source is ${back.io}/${back.sql}`;
    if (settings['read_only'] !== '0') return 'the source is closed';
    for (const replica of replicas) {
      const [channel, ...more] = replica.channels;
      if (channel === undefined || more.length > 0) return `${replica.server} has not one channel`;
      if (portOf(channel.source) !== portOf(source.server)) return `${replica.server} follows ${channel.source}`;
      if (channel.io !== 'Yes' || channel.sql !== 'Yes') return `${replica.server} is ${channel.io}/${channel.sql}`;
      if (replica.settings['read_only'] !== '1') return `${replica.server} is open`;
    }
    return null;
  }

  get #isPair(): boolean {
    return this.variant.shape === 'pair';
  }

  async #rebuild(): Promise<void> {
    this.#spoilt = false;
    await this.stop();
    this.#proxies.clear();
    this.#topology = await startTopology({ ...this.variant, replicas: 2 });
    this.#order = this.#topology.servers;
    await this.#startProxies();
  }

  async #startProxies(): Promise<void> {
    for (const server of this.servers) {
      const proxy = new TcpProxy(server.port);
      const { address } = await proxy.start();
      this.#proxies.set(server, { proxy, address });
    }
  }
}

/** A server goes by several names, each with its port. */
function portOf(address: string): string {
  return address.split(':').at(-1) ?? '';
}
