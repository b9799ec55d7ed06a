/** A time limit and a cancellation as one signal. Whoever starts it ends it, or its timer lives on. */
export interface Limit {
  /** Aborts when the time is over or the caller cancelled. */
  readonly signal: AbortSignal;
  /** Whether it was the caller who ended it. */
  cancelled(): boolean;
  end(): void;
}

/** Starts a limit of `withinMs` milliseconds that `signal` may end earlier. */
export function startLimit(withinMs: number, signal?: AbortSignal): Limit {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, withinMs);
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    cancelled: () => signal?.aborted === true,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}

/** Settles as `work` does, or rejects with `late()` once the signal aborts; what `work` does afterwards is ignored. */
export async function within<T>(signal: AbortSignal, work: Promise<T>, late: () => Error): Promise<T> {
  let onAbort: () => void = () => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(late());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
