import type { ErrorReport } from '../../../shared/domain/errors.ts';
import { createWireClient } from '../../../shared/ipc/wire-client.ts';
import type { WireClient } from '../../../shared/ipc/wire-client.ts';
import { hostMessage } from '../../../shared/ipc/wire-schemas.ts';
import type { HostMessage } from '../../../shared/ipc/wire.ts';

/** What happens to a socket. Nothing comes after `closed`. */
export interface SocketListener {
  opened(): void;
  received(data: unknown): void;
  closed(): void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

/** What a test replaces. */
export interface Surroundings {
  /** Begins to connect; tells nothing before it returned. */
  open(listener: SocketListener): Socket;
  /** Calls `act` after `ms`; the function returned prevents it. */
  readonly after: (ms: number, act: () => void) => () => void;
  random(): number; // [0, 1)
}

/** A socket to the host that is opened again, with growing pauses, whenever it is lost. */
export interface Connection {
  start(): void;
  /** The client of the open socket; null while there is none. */
  client(): WireClient | null;
  readonly onChange: (listener: (connected: boolean) => void) => () => void;
}

export const connectionLost: ErrorReport = {
  code: 'engine-connection-lost',
  message: 'The connection to Signalbox was lost. What it was doing there goes on; it is being reached again.',
  server: null,
  details: {},
};

const firstPauseMs = 250;
const longestPauseMs = 5_000;
/** The host sends a beat every 5 s: three missed ones mean that the way to it is dead, as after a laptop's sleep. */
const silenceMs = 15_000;

export function createConnection(surroundings: Surroundings): Connection {
  const listeners = new Set<(connected: boolean) => void>();
  let current: WireClient | null = null;
  let failures = 0;

  const change = (client: WireClient | null): void => {
    const before = current;
    current = client;
    if ((before === null) === (client === null)) return;
    for (const listener of [...listeners]) listener(client !== null);
  };
  const tryAgain = (): void => {
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
    failures += 1;
    surroundings.after(pause * (0.5 + surroundings.random() / 2), connect);
  };
  const connect = (): void => {
    watchSocket(surroundings, {
      opened: (client) => {
        failures = 0;
        change(client);
      },
      closed: (client) => {
        change(null);
        client.lost(connectionLost);
        tryAgain();
      },
    });
  };
  return {
    start: connect,
    client: () => current,
    onChange(listener) {
      listeners.add(listener);
      listener(current !== null);
      return () => listeners.delete(listener);
    },
  };
}

interface SocketEvents {
  opened(client: WireClient): void;
  /** Once, last. */
  closed(client: WireClient): void;
}

function watchSocket(surroundings: Surroundings, events: SocketEvents): void {
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    quiet();
    socket.close();
    events.closed(client);
  };
  const waitForMessage = (): (() => void) => surroundings.after(silenceMs, end);
  let quiet = waitForMessage();
  const socket = surroundings.open({
    opened: () => {
      if (!over) events.opened(client);
    },
    received: (data) => {
      if (over) return;
      quiet();
      quiet = waitForMessage();
      const message = readMessage(data);
      if (message === null) end();
      else client.receive(message);
    },
    closed: end,
  });
  const client = createWireClient((message) => socket.send(JSON.stringify(message)));
}

function readMessage(data: unknown): HostMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return hostMessage.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
