import type { Flavour } from '../../shared/domain/flavour.ts';
import type { Settings } from '../../electron/engine/yard/servers/server-settings.ts';
import { PlainReplica } from './classic.ts';
import type { TestServer } from './test-server.ts';
import { waitFor } from './wait-for.ts';

/** What a server needs in its my.cnf to have both roles; MariaDB has them built in. */
export function semiSyncSettings(family: Flavour): Settings {
  switch (family) {
    case 'mariadb':
      return {};
    case 'mysql':
      return { 'plugin-load-add': 'semisync_source.so;semisync_replica.so' };
    case 'mysql56':
      return { 'plugin-load-add': 'semisync_master.so;semisync_slave.so' };
  }
}

/** Semi-sync of a server as a plain client reads and sets it. */
export class PlainSemiSync {
  readonly server: TestServer;
  readonly #family: Flavour;
  readonly #words: { readonly source: string; readonly replica: string };

  constructor(server: TestServer, family: Flavour) {
    this.server = server;
    this.#family = family;
    this.#words =
      family === 'mysql' ? { source: 'source', replica: 'replica' } : { source: 'master', replica: 'slave' };
  }

  /** Why it can't be tested here; null when it can. */
  async problem(): Promise<string | null> {
    const found = await this.#shown('VARIABLES', `rpl_semi_sync_${this.#words.source}_enabled`);
    return found === null ? 'the package has no semi-sync plugin' : null;
  }

  async switch(side: 'source' | 'replica', on: boolean): Promise<void> {
    await this.server.query(`SET GLOBAL rpl_semi_sync_${this.#words[side]}_enabled = ${on ? 'ON' : 'OFF'}`);
  }

  /** A change of the replica's role takes effect when it connects. */
  async reconnect(): Promise<void> {
    const replica = new PlainReplica(this.server, this.#family);
    await replica.stopReceiver();
    await replica.startReceiver();
    await waitFor(
      'it to connect',
      () => replica.status('Slave_IO_Running'),
      (running) => running === 'Yes',
    );
  }

  /** `S` waits for acknowledgements, `R` acknowledges; as they are set. */
  async roles(): Promise<string> {
    const { source, replica } = this.#words;
    const [s, r] = await Promise.all(
      [source, replica].map((word) => this.#shown('VARIABLES', `rpl_semi_sync_${word}_enabled`)),
    );
    return `${s === 'ON' ? 'S' : ''}${r === 'ON' ? 'R' : ''}`;
  }

  /** Commits wait for acknowledgements, and it counts so many replicas that give them. */
  async waits(): Promise<{ readonly on: boolean; readonly clients: number }> {
    const { source } = this.#words;
    const on = await this.#shown('STATUS', `Rpl_semi_sync_${source}_status`);
    const clients = await this.#shown('STATUS', `Rpl_semi_sync_${source}_clients`);
    return { on: on === 'ON', clients: Number(clients) };
  }

  async #shown(what: 'VARIABLES' | 'STATUS', name: string): Promise<string | null> {
    const [row] = await this.server.query(`SHOW GLOBAL ${what} LIKE '${name}'`);
    const value = row?.['Value'];
    return value === undefined || value === null ? null : String(value);
  }
}

/** The usual roles: the first waits, the others acknowledge; returns when it counts them all. */
export async function semiSyncOn(source: PlainSemiSync, replicas: readonly PlainSemiSync[]): Promise<void> {
  await source.switch('source', true);
  for (const replica of replicas) {
    await replica.switch('replica', true);
    await replica.reconnect();
  }
  const all = ({ clients }: { readonly clients: number }): boolean => clients === replicas.length;
  await waitFor('every replica to acknowledge', () => source.waits(), all);
}
