import type { CallName, EventOf, InputOf, OutputOf, StreamName } from './contract.ts';

/** What a stream tells its reader. `closed` comes once, last, with the failure that ended it or null. */
export interface StreamReader<E> {
  event(event: E): void;
  closed(error: Error | null): void;
}

/** The renderer's only way to the engine, the same over every transport. Rejects with SignalboxError. */
export interface Bridge {
  call<K extends CallName>(name: K, input: InputOf<K>): Promise<OutputOf<K>>;
  /** Returns the function that cancels it. */
  stream<K extends StreamName>(name: K, input: InputOf<K>, reader: StreamReader<EventOf<K>>): () => void;
  /** Tells whether the engine can be reached, now and at each change. Returns the function that stops telling. */
  onConnection(listener: (connected: boolean) => void): () => void;
}
