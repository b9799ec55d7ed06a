import { mariadb1011 } from '../../../shared/dialects/captured/mariadb-10.11.ts';
import { parseAddress } from '../../../shared/domain/address.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Row } from '../../../shared/domain/row.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { Connector, Session } from '../connections/session.ts';

/** A simulated MariaDB server for tests of this folder: what it is, whom it follows, and how it behaves. */
export interface FakeServer {
  readonly serverId: number;
  /** Addresses that lead to it; the first one's port is its own. */
  readonly addresses: readonly ServerId[];
  readonly sources?: readonly ServerId[];
  /** Rows of SHOW SLAVE HOSTS. */
  readonly replicas?: readonly Row[];
  /** Hosts of dump threads in the processlist. */
  readonly dumps?: readonly string[];
  behaves?: 'well' | 'refuses' | 'hangs' | 'denies';
  uptime?: number;
}

/** Everything that was asked, for tests to look at. */
export interface Asked {
  readonly opened: ServerId[];
  readonly statements: string[];
  open: number;
  mostOpen: number;
}

/** A connector to simulated servers. Its sessions answer at once, or hang until they are cancelled. */
export function fakeConnector(servers: readonly FakeServer[]): {
  readonly connector: Connector;
  readonly asked: Asked;
} {
  const asked: Asked = { opened: [], statements: [], open: 0, mostOpen: 0 };
  const connector: Connector = {
    open: async (target, { signal }) => {
      asked.opened.push(target.server);
      const server = servers.find(({ addresses }) => addresses.includes(target.server));
      await Promise.resolve();
      if (server === undefined || server.behaves === 'refuses') throw failure('server-unreachable', target.server);
      if (server.behaves === 'denies') throw failure('server-access-denied', target.server);
      if (server.behaves === 'hangs') await cancelled(target.server, signal);
      asked.open += 1;
      asked.mostOpen = Math.max(asked.mostOpen, asked.open);
      return new FakeSession(target.server, server, servers, asked);
    },
  };
  return { connector, asked };
}

function failure(code: 'server-unreachable' | 'server-access-denied' | 'cancelled', server: ServerId): SignalboxError {
  return new SignalboxError(code, `${server}: ${code}`, { server });
}

function cancelled(server: ServerId, signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(failure('cancelled', server));
    if (signal?.aborted === true) end();
    else signal?.addEventListener('abort', end, { once: true });
  });
}

class FakeSession implements Session {
  readonly server: ServerId;
  readonly connectionId = 1;
  closed = false;
  readonly #behind: FakeServer;
  readonly #all: readonly FakeServer[];
  readonly #asked: Asked;

  constructor(server: ServerId, behind: FakeServer, all: readonly FakeServer[], asked: Asked) {
    this.server = server;
    this.#behind = behind;
    this.#all = all;
    this.#asked = asked;
  }

  async query(sql: string, options: { readonly signal?: AbortSignal }): Promise<readonly Row[]> {
    this.#asked.statements.push(sql);
    await Promise.resolve();
    if (this.#behind.behaves === 'refuses') {
      this.closed = true;
      throw new SignalboxError('server-connection-lost', `${this.server} is gone.`);
    }
    if (this.#behind.behaves === 'hangs') return cancelled(this.server, options.signal);
    return this.#rows(sql);
  }

  close(): Promise<void> {
    if (!this.closed) this.#asked.open -= 1;
    this.closed = true;
    return Promise.resolve();
  }

  #rows(sql: string): readonly Row[] {
    const { serverId, addresses, replicas, dumps, uptime } = this.#behind;
    const { host, port } = parseAddress(addresses[0] ?? '');
    const version = '10.11.18-MariaDB';
    if (sql.includes('@@version_comment')) return [{ version, comment: 'x' }];
    if (sql.includes('@@server_id')) {
      const report = { report_host: null, report_port: null, account: 's@%', uuid: null };
      return [{ version, server_id: serverId, hostname: host, port, ...report }];
    }
    if (sql.includes('read_only')) return [{ ...mariadb1011.variables, uptime: uptime ?? 100 }];
    if (sql === 'SHOW MASTER STATUS') return [mariadb1011.binlog];
    if (sql === 'SHOW ALL SLAVES STATUS') return this.#channels();
    if (sql === 'SHOW SLAVE HOSTS') return replicas ?? [];
    if (sql === 'SHOW PROCESSLIST')
      return (dumps ?? []).map((Host) => ({ User: 'repl', Command: 'Binlog Dump', Host, Info: null }));
    return sql.includes('@@timestamp') ? [{ now_s: '1' }] : [];
  }

  #channels(): readonly Row[] {
    return (this.#behind.sources ?? []).map((address) => {
      const { host, port } = parseAddress(address);
      const source = this.#all.find(({ addresses }) => addresses.includes(address));
      return {
        ...mariadb1011.channel,
        Connection_name: address,
        Master_Host: host,
        Master_Port: port,
        Master_Server_Id: source?.serverId ?? 0,
        Slave_IO_Running: source === undefined || source.behaves === 'refuses' ? 'Connecting' : 'Yes',
      };
    });
  }
}
