import type { Bridge, StreamReader } from '../../../../shared/ipc/bridge.ts';
import type { CallName, EventOf, InputOf, OutputOf, StreamName } from '../../../../shared/ipc/contract.ts';

interface AskedCall<K extends CallName> {
  readonly input: InputOf<K>;
  answer(output: OutputOf<K>): Promise<void>;
  refuse(error: Error): Promise<void>;
}

interface OpenedStream<K extends StreamName> {
  readonly input: InputOf<K>;
  readonly reader: StreamReader<EventOf<K>>;
}

/** A bridge whose engine is the test: what was asked waits until the test answers it. */
export interface ScriptedBridge extends Bridge {
  /** Waits for the next unanswered call of this name. */
  asked<K extends CallName>(name: K): Promise<AskedCall<K>>;
  /** Waits for the next stream of this name. */
  opened<K extends StreamName>(name: K): Promise<OpenedStream<K>>;
}

/** Lets everything run that is ready to. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

export function createScriptedBridge(): ScriptedBridge {
  const calls = createInbox();
  const streams = createInbox();
  return {
    call: <K extends CallName>(name: K, input: InputOf<K>) =>
      new Promise<OutputOf<K>>((resolve, reject) => {
        const call: AskedCall<K> = {
          input,
          answer: (output) => {
            resolve(output);
            return settled();
          },
          refuse: (error) => {
            reject(error);
            return settled();
          },
        };
        calls.put(name, call);
      }),
    stream: <K extends StreamName>(name: K, input: InputOf<K>, reader: StreamReader<EventOf<K>>) => {
      streams.put(name, { input, reader });
      return () => undefined;
    },
    onConnection: () => () => undefined,
    asked: <K extends CallName>(name: K) => calls.take(name) as Promise<AskedCall<K>>,
    opened: <K extends StreamName>(name: K) => streams.take(name) as Promise<OpenedStream<K>>,
  };
}

interface Inbox {
  put(name: string, item: unknown): void;
  take(name: string): Promise<unknown>;
}

function createInbox(): Inbox {
  const items: { name: string; item: unknown }[] = [];
  const takers: { name: string; take: (item: unknown) => void }[] = [];
  return {
    put: (name, item) => {
      const at = takers.findIndex((taker) => taker.name === name);
      const [taker] = at === -1 ? [] : takers.splice(at, 1);
      if (taker === undefined) items.push({ name, item });
      else taker.take(item);
    },
    take: (name) => {
      const at = items.findIndex((one) => one.name === name);
      const [found] = at === -1 ? [] : items.splice(at, 1);
      if (found !== undefined) return Promise.resolve(found.item);
      return new Promise((take) => takers.push({ name, take }));
    },
  };
}
