import type { StreamName } from '../../../shared/ipc/contract.ts';
import { resumption } from '../../../shared/ipc/resumption.ts';
import type { StreamMessage } from '../../../shared/ipc/wire.ts';
import { connectionLost } from './connection.ts';
import type { Connection } from './connection.ts';

interface Request {
  readonly name: string;
  readonly input: unknown;
}

/** A stream that outlives lost connections, in the way that shared/ipc/resumption.ts says. */
export class KeptStream {
  readonly #connection: Connection;
  readonly #listener: (message: StreamMessage) => void;
  /** What is asked for at the next connection; null once the stream is over. */
  #request: Request | null;
  #cancelCurrent = (): void => undefined;
  #stopListening = (): void => undefined;

  constructor(connection: Connection, request: Request, listener: (message: StreamMessage) => void) {
    this.#connection = connection;
    this.#request = request;
    this.#listener = listener;
  }

  /** Asks as soon as there is a connection, and again at each later one. */
  open(): void {
    this.#stopListening = this.#connection.onChange(() => {
      const { client } = this.#connection;
      if (client === null || this.#request === null) return;
      const { name, input } = this.#request;
      this.#cancelCurrent = client.stream(name, input, (message) => this.#hear(message));
    });
  }

  cancel(): void {
    this.#finish();
    this.#cancelCurrent();
  }

  #hear(message: StreamMessage): void {
    if (this.#request === null) return;
    if (message.kind === 'events') {
      this.#request = afterEvents(this.#request, message.events);
    } else if (message.error?.code === connectionLost.code && mayAskAgain(this.#request)) {
      return;
    } else {
      this.#finish();
    }
    this.#listener(message);
  }

  #finish(): void {
    this.#request = null;
    this.#stopListening();
  }
}

/** Once a run has said its operation's id, that is what will be asked for. */
function afterEvents(request: Request, events: readonly unknown[]): Request {
  if (resumption[request.name as StreamName] !== 'follow') return request;
  const operation = events.map(startedOperation).find((id) => id !== undefined);
  return operation === undefined ? request : { name: 'operation.follow', input: { operation } };
}

/** Whether it began is not known of a run that was lost before it said so: asking again could begin it twice. */
function mayAskAgain(request: Request): boolean {
  return resumption[request.name as StreamName] === 'again';
}

function startedOperation(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('kind' in event) || !('operation' in event)) return undefined;
  return event.kind === 'started' && typeof event.operation === 'string' ? event.operation : undefined;
}
