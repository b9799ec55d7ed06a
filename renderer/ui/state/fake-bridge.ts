import type { Bridge, StreamReader } from '../../../shared/ipc/bridge.ts';
import type { CallName, EventOf, InputOf, OutputOf, StreamName } from '../../../shared/ipc/contract.ts';

type Answers = { readonly [K in CallName]?: (input: InputOf<K>) => OutputOf<K> | Promise<OutputOf<K>> };

interface OpenStream {
  readonly name: StreamName;
  readonly input: unknown;
  readonly reader: StreamReader<never>;
  cancelled: boolean;
}

/** A bridge for tests of stores: calls are answered by functions, streams and the connection moved by hand. */
export interface FakeBridge {
  readonly bridge: Bridge;
  readonly asked: readonly (readonly [name: CallName, input: unknown])[];
  readonly streams: readonly OpenStream[];
  connect(connected: boolean): void;
  /** Sends an event to the newest stream of that name, cancelled or not. */
  emit<K extends StreamName>(name: K, event: EventOf<K>): void;
  close(name: StreamName, error: Error | null): void;
}

export function createFakeBridge(answers: Answers): FakeBridge {
  const asked: [CallName, unknown][] = [];
  const streams: OpenStream[] = [];
  const listeners = new Set<(connected: boolean) => void>();
  const newest = (name: StreamName): OpenStream | undefined => streams.findLast((stream) => stream.name === name);
  const bridge: Bridge = {
    async call<K extends CallName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> {
      asked.push([name, input]);
      const answer = answers[name] as ((given: InputOf<K>) => OutputOf<K> | Promise<OutputOf<K>>) | undefined;
      if (answer === undefined) throw new Error(`${name} has no answer.`);
      return await answer(input);
    },
    stream: (name, input, reader) => {
      const stream: OpenStream = { name, input, reader: reader, cancelled: false };
      streams.push(stream);
      return () => {
        stream.cancelled = true;
      };
    },
    onConnection: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    bridge,
    asked,
    streams,
    connect: (connected) => {
      for (const listener of listeners) listener(connected);
    },
    emit: (name, event) => newest(name)?.reader.event(event as never),
    close: (name, error) => newest(name)?.reader.closed(error),
  };
}
