import type { ErrorReport } from '../../../shared/domain/errors.ts';
import type { WireClient } from '../../../shared/ipc/wire-client.ts';
import { watchSocket } from './watch-socket.ts';
import type { Surroundings } from './watch-socket.ts';

export const connectionLost: ErrorReport = {
  code: 'engine-connection-lost',
  message: 'The connection to Signalbox was lost. What it was doing there goes on; it is being reached again.',
  server: null,
  details: {},
};

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** A socket to the host that is opened again, with growing pauses, whenever it is lost. */
export class Connection {
  readonly #surroundings: Surroundings;
  readonly #listeners = new Set<(connected: boolean) => void>();
  #client: WireClient | null = null;
  #failures = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Connects, and goes on doing so for as long as the page lives. */
  start(): void {
    watchSocket(this.#surroundings, {
      opened: (client) => {
        this.#failures = 0;
        this.#change(client);
      },
      closed: (client) => {
        this.#change(null);
        client.lost(connectionLost);
        this.#tryAgain();
      },
    });
  }

  /** The client of the open socket; null while there is none. */
  get client(): WireClient | null {
    return this.#client;
  }

  /** Tells now and at each change. Returns the function that stops telling. */
  onChange(listener: (connected: boolean) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#client !== null);
    return () => this.#listeners.delete(listener);
  }

  #change(client: WireClient | null): void {
    const was = this.#client !== null;
    this.#client = client;
    const is = client !== null;
    if (was === is) return;
    for (const listener of [...this.#listeners]) listener(is);
  }

  #tryAgain(): void {
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    this.#failures += 1;
    const { after, random } = this.#surroundings;
    after(pause * (0.5 + random() / 2), () => this.start());
  }
}
