import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen } from './odd-servers.ts';
import type { Listener } from './odd-servers.ts';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  swallowing: boolean;
  /** What happens to the next reply on this connection. */
  doom: 'cut' | 'swallow' | null;
}

/** What becomes of the next statement that a client sends: it never arrives, or its reply never comes back. */
export type StatementDoom = 'cut-before-arrival' | 'cut-before-reply' | 'swallow-reply';

/** Stands between Signalbox and a server, and is the network that fails. */
export class TcpProxy {
  readonly #targetPort: number;
  readonly #pairs = new Set<Pair>();
  #listener: Listener | null = null;
  #swallowing = false;
  #delayMs = 0;
  #armed: StatementDoom | null = null;

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
    for (const pair of this.#pairs) cutPair(pair);
  }

  /** From now on what either side sends disappears, and nobody is told. */
  swallow(): void {
    this.#swallowing = true;
  }

  /** As `swallow`, of the connections that are open now; new ones are served. */
  swallowOpen(): void {
    for (const pair of this.#pairs) pair.swallowing = true;
  }

  /** Ends `swallow`, for what is sent from now on; connections of `swallowOpen` stay lost. */
  deliver(): void {
    this.#swallowing = false;
  }

  /** Holds each piece of data back for this long, in ms, in each direction. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** For the next statement that passes, on whichever connection, and for that connection alone. */
  doomNext(doom: StatementDoom): void {
    this.#armed = doom;
  }

  /** Everything as at the start, for new connections. */
  heal(): void {
    this.#swallowing = false;
    this.#delayMs = 0;
    this.#armed = null;
  }

  async close(): Promise<void> {
    this.cut();
    await this.#listener?.close();
  }

  #forward(client: Socket): void {
    const server = connect({ host: '127.0.0.1', port: this.#targetPort });
    server.on('error', () => undefined);
    const pair: Pair = { client, server, swallowing: false, doom: null };
    this.#pairs.add(pair);
    this.#pipe(client, server, () => this.#passesFromClient(pair));
    this.#pipe(server, client, () => this.#passesFromServer(pair));
    client.once('close', () => {
      server.destroy();
      this.#pairs.delete(pair);
    });
    server.once('close', () => {
      if (!this.#swallowing && !pair.swallowing) client.destroy();
    });
  }

  #passesFromClient(pair: Pair): boolean {
    if (this.#swallowing || pair.swallowing) return false;
    const armed = this.#armed;
    this.#armed = null;
    if (armed === 'cut-before-arrival') {
      cutPair(pair);
      return false;
    }
    if (armed !== null) pair.doom = armed === 'cut-before-reply' ? 'cut' : 'swallow';
    return true;
  }

  #passesFromServer(pair: Pair): boolean {
    if (pair.doom === 'cut') cutPair(pair);
    if (pair.doom === 'swallow') pair.swallowing = true;
    return !this.#swallowing && !pair.swallowing && pair.doom === null;
  }

  #pipe(from: Socket, to: Socket, passes: () => boolean): void {
    let earlier: Promise<void> = Promise.resolve();
    from.on('data', (data) => {
      if (!passes()) return;
      const delayMs = this.#delayMs;
      earlier = earlier.then(async () => {
        if (delayMs > 0) await sleep(delayMs);
        if (!to.destroyed) to.write(data);
      });
    });
  }
}

function cutPair({ client, server }: Pair): void {
  client.resetAndDestroy();
  server.destroy();
}
