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
  readonly random: () => number; // [0, 1)
}

export interface SocketEvents {
  opened(client: WireClient): void;
  /** Once, last. */
  closed(client: WireClient): void;
}

/** The host sends a beat every 5 s: three missed ones mean that the way to it is dead, as after a laptop's sleep. */
const silenceMs = 15_000;

/** Opens a socket and tells of it. One that is silent for too long, or talks nonsense, counts as closed. */
export function watchSocket(surroundings: Surroundings, events: SocketEvents): void {
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
