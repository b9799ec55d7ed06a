import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition that reads a server; says what it last saw when it gives up. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T>,
  isMet: (seen: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isMet(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}; last seen: ${JSON.stringify(seen)}`);
    await sleep(25);
  }
}
