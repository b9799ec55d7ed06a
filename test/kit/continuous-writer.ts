import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { isRefusal, queryPlainly } from './plain-client.ts';
import type { TestServer } from './test-server.ts';
import { testAccounts } from './topology.ts';
import { waitFor } from './wait-for.ts';

/** One write of the application, as it knows of it. */
export interface Write {
  readonly token: string;
  readonly value: number;
  readonly server: string;
  readonly sentAt: number; // ms, performance.now()
  readonly answeredAt: number; // ms
}

/** What the application knows of its writes. Those that were refused are in neither list. */
export interface WriteLog {
  /** COMMIT was answered with OK. */
  readonly acknowledged: readonly Write[];
  /** COMMIT was sent and neither confirmed nor refused: it may have happened. */
  readonly unknown: readonly Write[];
  /** Single autocommitted `n = n + 1` statements, counted the same way. */
  readonly increments: { readonly acknowledged: number; readonly unknown: number };
}

const statementMs = 5000; // ms
const searchPauses = 5;
const usualPauseMs = 6; // ms: several clusters share two processors

/**
 * An application that never stops writing: transactions of an insert and a non-idempotent update, and single updates.
 * As an application does, it stays with its server until that refuses or is gone, then looks for the writable one.
 */
export class ContinuousWriter {
  readonly #servers: readonly TestServer[];
  readonly #pauseMs: number;
  readonly #acknowledged: Write[] = [];
  readonly #unknown: Write[] = [];
  readonly #increments = { acknowledged: 0, unknown: 0 };
  #loop: Promise<void> | null = null;
  readonly #avoided = new Set<TestServer>();
  #stopping = false;
  #next = 1;

  /** `pauseMs`: between two writes; five times as long between two searches. */
  constructor(servers: readonly TestServer[], pauseMs = usualPauseMs) {
    this.#servers = servers;
    this.#pauseMs = pauseMs;
  }

  /** Starts and returns after the first acknowledged writes. */
  async start(): Promise<void> {
    this.#loop = this.#run();
    await this.progress();
  }

  /** Waits until `count` more writes are acknowledged, sent after this call. */
  async progress(count = 5): Promise<void> {
    const target = this.#acknowledged.length + count;
    const look = () => Promise.resolve(this.#acknowledged.length);
    await waitFor('the writer to go on', look, (length) => length > target, 30_000);
  }

  /** From its next search on it does not write there, as an application that knows better. */
  avoid(server: TestServer): void {
    this.#avoided.add(server);
  }

  /** The server of the last acknowledged write. */
  get lastServer(): string | null {
    return this.#acknowledged.at(-1)?.server ?? null;
  }

  /** Stops after the write at hand. */
  async stop(): Promise<WriteLog> {
    this.#stopping = true;
    await this.#loop;
    return this.log;
  }

  get log(): WriteLog {
    return {
      acknowledged: [...this.#acknowledged],
      unknown: [...this.#unknown],
      increments: { ...this.#increments },
    };
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const found = await this.#findWritable();
      if (found === null) await sleep(this.#pauseMs * searchPauses);
      else await this.#writeTo(found.server, found.connection);
    }
  }

  async #findWritable(): Promise<{ server: TestServer; connection: Connection } | null> {
    const { user, password } = testAccounts.application;
    for (const server of this.#servers.filter((each) => !this.#avoided.has(each))) {
      try {
        const connection = await server.connect({ user, password, database: 'app', connectTimeout: 1000 });
        const [row] = await queryPlainly(connection, 'SELECT @@GLOBAL.read_only AS closed', 2000);
        if (Number(row?.['closed']) === 0) return { server, connection };
        connection.destroy();
      } catch {
        // Down, paused or refusing: an application tries the next one.
      }
    }
    return null;
  }

  async #writeTo(server: TestServer, connection: Connection): Promise<void> {
    try {
      while (!this.#stopping) {
        await this.#transaction(server, connection);
        await this.#increment(connection);
        await sleep(this.#pauseMs);
      }
    } catch {
      // Refused, or the connection is gone; what is unknown has been noted.
    } finally {
      connection.destroy();
    }
  }

  async #transaction(server: TestServer, connection: Connection): Promise<void> {
    const value = this.#next++;
    const token = `w-${String(value)}`;
    await queryPlainly(connection, 'BEGIN', statementMs);
    await queryPlainly(
      connection,
      `INSERT INTO entries (token, value) VALUES ('${token}', ${String(value)})`,
      statementMs,
    );
    await queryPlainly(connection, "UPDATE counters SET n = n + 1 WHERE name = 'writes'", statementMs);
    const sentAt = performance.now();
    const write = () => ({ token, value, server: server.address, sentAt, answeredAt: performance.now() });
    try {
      await queryPlainly(connection, 'COMMIT', statementMs);
      this.#acknowledged.push(write());
    } catch (error) {
      if (!isRefusal(error)) this.#unknown.push(write());
      throw error;
    }
  }

  async #increment(connection: Connection): Promise<void> {
    try {
      await queryPlainly(connection, "UPDATE counters SET n = n + 1 WHERE name = 'increments'", statementMs);
      this.#increments.acknowledged += 1;
    } catch (error) {
      if (!isRefusal(error)) this.#increments.unknown += 1;
      throw error;
    }
  }
}

/** The longest time the application waited from one acknowledgement to the next, in ms. */
export function longestGap(log: WriteLog): number {
  const times = log.acknowledged.map((write) => write.answeredAt);
  return Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}
