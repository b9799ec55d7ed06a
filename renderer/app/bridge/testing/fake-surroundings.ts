import type { HostMessage, WindowMessage } from '../../../../shared/ipc/wire.ts';
import type { SocketListener, Surroundings } from '../watch-socket.ts';

interface FakeSocket {
  readonly listener: SocketListener;
  readonly sent: WindowMessage[];
  closed: boolean;
}

interface Timer {
  readonly at: number;
  readonly act: () => void;
}

/** A network and a clock in the test's hands. */
export class FakeSurroundings implements Surroundings {
  readonly sockets: FakeSocket[] = [];
  #timers: readonly Timer[] = [];
  #now = 0;

  get last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('Nothing has connected yet.');
    return socket;
  }

  open = (listener: SocketListener): { send(text: string): void; close(): void } => {
    const socket: FakeSocket = { listener, sent: [], closed: false };
    this.sockets.push(socket);
    return {
      send: (text) => void socket.sent.push(JSON.parse(text) as WindowMessage),
      close: () => (socket.closed = true),
    };
  };

  after = (ms: number, act: () => void): (() => void) => {
    const timer = { at: this.#now + ms, act };
    this.#timers = [...this.#timers, timer];
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  random = (): number => 1;

  /** Lets the time go by, in ms. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#now = next.at;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      next.act();
    }
    this.#now = until;
  }

  /** The host says this over the newest socket. */
  say(message: HostMessage): void {
    this.last.listener.received(JSON.stringify(message));
  }
}
