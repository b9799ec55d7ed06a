import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './odd-servers.ts';
import type { Listener } from './odd-servers.ts';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** Stands between Signalbox and a server, and is the network that fails. */
export class TcpProxy {
  readonly #targetPort: number;
  readonly #pairs = new Set<Pair>();
  #listener: Listener | null = null;
  #swallowing = false;
  #delayMs = 0;

  constructor(targetPort: number) {
    this.#targetPort = targetPort;
  }

  async start(): Promise<Listener> {
    this.#listener = await listen((client) => {
      this.#forward(client);
    });
    return this.#listener;
  }

  /** Resets every open connection; new ones are served again. */
  cut(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  /** From now on what either side sends disappears, and nobody is told. */
  swallow(): void {
    this.#swallowing = true;
  }

  /** Ends `swallow`, for what is sent from now on. */
  deliver(): void {
    this.#swallowing = false;
  }

  /** Holds each piece of data back for this long, in ms, in each direction. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  async close(): Promise<void> {
    this.cut();
    await this.#listener?.close();
  }

  #forward(client: Socket): void {
    const server = connect({ host: '127.0.0.1', port: this.#targetPort });
    server.on('error', () => undefined);
    const pair = { client, server };
    this.#pairs.add(pair);
    this.#pipe(client, server);
    this.#pipe(server, client);
    client.once('close', () => {
      server.destroy();
      this.#pairs.delete(pair);
    });
    server.once('close', () => {
      if (!this.#swallowing) client.destroy();
    });
  }

  #pipe(from: Socket, to: Socket): void {
    let earlier: Promise<void> = Promise.resolve();
    from.on('data', (data) => {
      if (this.#swallowing) return;
      const delayMs = this.#delayMs;
      earlier = earlier.then(async () => {
        if (delayMs > 0) await sleep(delayMs);
        if (!to.destroyed) to.write(data);
      });
    });
  }
}
