import type { StreamName } from '../../../shared/ipc/contract.ts';
import { resumption } from '../../../shared/ipc/resumption.ts';
import type { WireClient } from '../../../shared/ipc/wire-client.ts';
import type { Reply, StreamMessage, Wire } from '../../../shared/ipc/wire.ts';
import { connectionLost } from './connection.ts';
import type { Connection, Surroundings } from './connection.ts';

/** A call that finds no connection waits this long for one. */
const patienceMs = 10_000;

/** Calls wait a while for a connection; streams outlive a lost one as shared/ipc/resumption.ts says. */
export function createResumingWire(connection: Connection, after: Surroundings['after']): Wire {
  return {
    call: (name, input) => callWhenConnected(connection, after, name, input),
    stream: (name, input, listener) => keepOpen(connection, { name, input }, listener),
  };
}

async function callWhenConnected(
  connection: Connection,
  after: Surroundings['after'],
  name: string,
  input: unknown,
): Promise<Reply> {
  const client = connection.client() ?? (await nextClient(connection, after));
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
      if (connected) finish(connection.client());
    });
  });
}

interface Request {
  readonly name: string;
  readonly input: unknown;
}

function keepOpen(connection: Connection, first: Request, listener: (message: StreamMessage) => void): () => void {
  let request: Request | null = first;
  let cancelCurrent = (): void => undefined;
  let stopListening = (): void => undefined;
  let open = true;

  const end = (message: StreamMessage): void => {
    open = false;
    stopListening();
    listener(message);
  };
  const hear = (message: StreamMessage): void => {
    if (!open) return;
    if (message.kind === 'events') {
      request = afterEvents(request, message.events);
      listener(message);
    } else if (message.error?.code === connectionLost.code && request !== null) {
      request = afterLoss(request);
      if (request === null) end(message);
    } else {
      end(message);
    }
  };
  stopListening = connection.onChange(() => {
    const client = connection.client();
    if (client !== null && request !== null && open) cancelCurrent = client.stream(request.name, request.input, hear);
  });
  return () => {
    open = false;
    stopListening();
    cancelCurrent();
  };
}

/** Once a run has said its operation's id, that is what will be asked for. */
function afterEvents(request: Request | null, events: readonly unknown[]): Request | null {
  if (request === null || resumption[request.name as StreamName] !== 'follow') return request;
  const operation = events.map(startedOperation).find((id) => id !== undefined);
  return operation === undefined ? request : { name: 'operation.follow', input: { operation } };
}

/** Whether it began is not known of a run that was lost before it said so: asking again could begin it twice. */
function afterLoss(request: Request): Request | null {
  return resumption[request.name as StreamName] === 'follow' ? null : request;
}

function startedOperation(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('kind' in event) || !('operation' in event)) return undefined;
  return event.kind === 'started' && typeof event.operation === 'string' ? event.operation : undefined;
}
