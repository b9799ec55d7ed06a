/** A piece of work that goes on by itself, and that anyone may listen to, from its beginning or from later. */
export interface Broadcast<E> {
  /** Tells `emit` what `replay` gives, then what comes. Settles as the work does, or when the signal aborts. */
  follow(emit: (event: E) => void, signal: AbortSignal): Promise<void>;
  readonly ended: () => boolean;
  /** Resolves when the work is over, however it ended. */
  readonly settled: Promise<void>;
}

/** What the work has come to: `advance` takes an event in, `replay` tells it again in short. */
export interface Memory<E> {
  advance(event: E): void;
  replay(): readonly E[];
}

/** Begins the work at once. Listeners never throw. */
export function broadcast<E>(memory: Memory<E>, work: (tell: (event: E) => void) => Promise<void>): Broadcast<E> {
  const listeners = new Set<(event: E) => void>();
  let over = false;
  const done = work((event) => {
    memory.advance(event);
    for (const listener of [...listeners]) listener(event);
  }).finally(() => {
    over = true;
  });
  const settled = done.catch(() => undefined);
  return {
    async follow(emit, signal) {
      for (const event of memory.replay()) emit(event);
      listeners.add(emit);
      try {
        await Promise.race([done, aborted(signal)]);
      } finally {
        listeners.delete(emit);
      }
    },
    ended: () => over,
    settled,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
