import type { Flavour } from '../../shared/domain/flavour.ts';
import type { Row } from '../../shared/domain/row.ts';
import type { TestServer } from './test-server.ts';
import { waitFor } from './wait-for.ts';

/** The words of a family for what a plain client types. */
function wordsOf(family: Flavour) {
  return family === 'mysql'
    ? {
        stop: 'STOP REPLICA',
        start: 'START REPLICA',
        startApplier: 'START REPLICA SQL_THREAD',
        receiver: 'REPLICA IO_THREAD',
        forget: ['RESET REPLICA ALL', 'RESET BINARY LOGS AND GTIDS'],
        change: "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1'",
        status: 'SHOW REPLICA STATUS',
        column: (name: string) => name.replace('Slave', 'Replica').replace('Master', 'Source'),
      }
    : {
        stop: 'STOP SLAVE',
        start: 'START SLAVE',
        startApplier: 'START SLAVE SQL_THREAD',
        receiver: 'SLAVE IO_THREAD',
        forget: [
          'RESET SLAVE ALL',
          'RESET MASTER',
          ...(family === 'mariadb' ? ["SET GLOBAL gtid_slave_pos = ''"] : []),
        ],
        change: "CHANGE MASTER TO MASTER_HOST = '127.0.0.1'",
        status: 'SHOW SLAVE STATUS',
        column: (name: string) => name,
      };
}

/** A row that replicas have already: a log that begins with it breaks at once (1062) where it is applied again. */
export const breaksAgain = "INSERT INTO app.marks (name, value) VALUES ('breaks', '')";
/** Applied again without a word. */
export const repeatsSilently = "UPDATE app.marks SET value = CONCAT(LEFT(value, 40), '.') WHERE name = 'settle'";

/**
 * The source's first binary log begins with these statements, once its replicas have left the earlier ones. MariaDB
 * would silently replace tables that a log makes again (slave_ddl_exec_mode=IDEMPOTENT).
 */
export async function beginLogWith(source: TestServer, statements: readonly string[]): Promise<void> {
  await source.query('FLUSH BINARY LOGS');
  for (const sql of statements) await source.query(sql);
  const purge = async () => {
    const files = await source.query('SHOW BINARY LOGS');
    await source.query(`PURGE BINARY LOGS TO '${String(files.at(-1)?.['Log_name'])}'`);
    return (await source.query('SHOW BINARY LOGS')).length;
  };
  await waitFor('old logs to be purged; a replica may still read them', purge, (files) => files === 1);
}

/** What somebody does with a plain client, and what the replica says of itself. */
export class PlainReplica {
  readonly #server: TestServer;
  readonly #words: ReturnType<typeof wordsOf>;

  constructor(server: TestServer, family: Flavour) {
    this.#server = server;
    this.#words = wordsOf(family);
  }

  async stop(): Promise<void> {
    await this.#server.query(this.#words.stop);
  }

  async start(): Promise<void> {
    await this.#server.query(this.#words.start);
  }

  /** Stopped, it forgets its channel and its own log, as a server that was just filled; and it is open. */
  async forget(): Promise<void> {
    for (const sql of this.#words.forget) await this.#server.query(sql);
    await this.#server.query('SET GLOBAL read_only = OFF');
  }

  /** It receives nothing from now on, and applies on. */
  async stopReceiver(): Promise<void> {
    await this.#server.query(`STOP ${this.#words.receiver}`);
  }

  async startReceiver(): Promise<void> {
    await this.#server.query(`START ${this.#words.receiver}`);
  }

  /** The accident: the same host, and nothing else. */
  async changeHostOnly(): Promise<void> {
    await this.#server.query(this.#words.change);
  }

  /** A cell of its status, by the old name of the column. */
  async status(name: string): Promise<string> {
    const [row]: readonly (Row | undefined)[] = await this.#server.query(this.#words.status);
    return String(row?.[this.#words.column(name)]);
  }

  /** Until the applier has stopped with an error. */
  async broken(withinMs = 30_000): Promise<void> {
    const look = async () => [await this.status('Slave_SQL_Running'), await this.status('Last_SQL_Errno')] as const;
    await waitFor('the applier to break', look, ([running, error]) => running === 'No' && error !== '0', withinMs);
  }
}
