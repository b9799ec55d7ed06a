import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { connectPlainly, queryPlainly } from '../../kit/plain-client.ts';
import type { TestServer } from '../../kit/test-server.ts';

interface Look {
  readonly at: number; // ms, performance.now()
  readonly open: boolean;
}

const pauseMs = 15; // ms
const lookMs = 2000; // ms

/** Looks at a server on which nobody may write, not even a prober: once it is closed it must stay so. */
export class ClosedWatch {
  readonly server: TestServer;
  readonly #looks: Look[] = [];
  #loop: Promise<void> | null = null;
  #stopping = false;

  constructor(server: TestServer) {
    this.server = server;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loop;
  }

  /** Was it closed, and open again later, before `until`? */
  openedAgain(until: number): boolean {
    const closed = this.#looks.findIndex(({ open }) => !open);
    return closed >= 0 && this.#looks.slice(closed).some(({ at, open }) => open && at < until);
  }

  async #run(): Promise<void> {
    let connection: Connection | null = null;
    while (!this.#stopping) {
      try {
        connection ??= await connectPlainly({ user: 'root', socketPath: this.server.spec.socket });
        const [row] = await queryPlainly(connection, 'SELECT @@GLOBAL.read_only AS closed', lookMs);
        this.#looks.push({ at: performance.now(), open: Number(row?.['closed']) === 0 });
      } catch {
        connection?.destroy();
        connection = null;
      }
      await sleep(pauseMs);
    }
    connection?.destroy();
  }
}
