import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { isRefusal, queryPlainly } from './plain-client.ts';
import type { Probe, ProbeLog } from './writable-overlap.ts';
import type { TestServer } from './test-server.ts';
import { testAccounts } from './topology.ts';
import { waitFor } from './wait-for.ts';

const probeMs = 10_000; // ms a probe may wait (a server that is being closed lets writers wait)
const connectMs = 1000; // ms
const usualPauseMs = 6; // ms: several clusters share two processors
const nobodyPauseMs = 25; // ms where nobody answers

/** Tries to write on every server of a cluster, all the time, with an ordinary account: the witness for invariant I1. */
export class WriteProber {
  readonly #servers: readonly TestServer[];
  readonly #pauseMs: number;
  readonly #logs = new Map<string, Probe[]>();
  #loops: Promise<void>[] = [];
  #stopping = false;

  /** `pauseMs`: between two tries on a server. */
  constructor(servers: readonly TestServer[], pauseMs = usualPauseMs) {
    this.#servers = servers;
    this.#pauseMs = pauseMs;
  }

  /** Starts and returns when each server that answers has been tried once. */
  async start(): Promise<void> {
    for (const server of this.#servers) this.#logs.set(server.address, []);
    this.#loops = this.#servers.map((server) => this.#run(server));
    const look = () => Promise.resolve([...this.#logs.values()].every((log) => log.length > 0));
    await waitFor('the prober to try every server', look, (tried) => tried);
  }

  /** Stops after the probes at hand. */
  async stop(): Promise<ProbeLog> {
    this.#stopping = true;
    await Promise.all(this.#loops);
    return this.log;
  }

  get log(): ProbeLog {
    return new Map(this.#logs);
  }

  async #run(server: TestServer): Promise<void> {
    let connection: Connection | null = null;
    const log = this.#logs.get(server.address) ?? [];
    while (!this.#stopping) {
      const sentAt = performance.now();
      let accepted = false;
      try {
        connection ??= await this.#connect(server);
        await queryPlainly(connection, probeOf(server), probeMs);
        accepted = true;
      } catch (error) {
        if (!isRefusal(error)) {
          connection?.destroy();
          connection = null;
        }
      }
      log.push({ sentAt, answeredAt: performance.now(), accepted });
      await sleep(connection === null ? Math.max(nobodyPauseMs, this.#pauseMs) : this.#pauseMs);
    }
    connection?.destroy();
  }

  #connect(server: TestServer): Promise<Connection> {
    const { user, password } = testAccounts.application;
    return server.connect({ user, password, database: 'app', connectTimeout: connectMs });
  }
}

function probeOf(server: TestServer): string {
  return `INSERT INTO probes (prober, n) VALUES ('${server.address}', 1) ON DUPLICATE KEY UPDATE n = n + 1`;
}
