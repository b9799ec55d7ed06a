import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const clock: { now: number; timer: ReturnType<typeof setInterval> | undefined } = { now: Date.now(), timer: undefined };
const tickMs = 1000;

function tick(): void {
  clock.now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    clock.now = Date.now();
    clock.timer = setInterval(tick, tickMs);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(clock.timer);
  };
}

/** The time, epoch ms, to the second: one timer for the whole window. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => clock.now);
}
