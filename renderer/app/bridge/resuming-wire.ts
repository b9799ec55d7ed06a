import type { WireClient } from '../../../shared/ipc/wire-client.ts';
import type { Reply, Wire } from '../../../shared/ipc/wire.ts';
import { connectionLost } from './connection.ts';
import type { Connection } from './connection.ts';
import { KeptStream } from './kept-stream.ts';
import type { Surroundings } from './watch-socket.ts';

/** A call that finds no connection waits this long for one. */
const patienceMs = 10_000;

/** Calls wait a while for a connection; streams outlive a lost one as shared/ipc/resumption.ts says. */
export function createResumingWire(connection: Connection, after: Surroundings['after']): Wire {
  return {
    call: (name, input) => callWhenConnected(connection, after, name, input),
    stream: (name, input, listener) => {
      const stream = new KeptStream(connection, { name, input }, listener);
      stream.open();
      return () => stream.cancel();
    },
  };
}

async function callWhenConnected(
  connection: Connection,
  after: Surroundings['after'],
  name: string,
  input: unknown,
): Promise<Reply> {
  const client = connection.client ?? (await nextClient(connection, after));
  return client === null ? { ok: false, error: connectionLost } : client.call(name, input);
}

/** null when none comes in time. */
function nextClient(connection: Connection, after: Surroundings['after']): Promise<WireClient | null> {
  return new Promise((resolve) => {
    const finish = (client: WireClient | null): void => {
      stopWaiting();
      stopListening();
      resolve(client);
    };
    const stopWaiting = after(patienceMs, () => finish(null));
    const stopListening = connection.onChange((connected) => {
      if (connected) finish(connection.client);
    });
  });
}
