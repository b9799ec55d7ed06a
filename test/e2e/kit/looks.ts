import type { Page } from 'playwright-core';

/** Looks at the cluster that the page was told. */
export interface Looks {
  /** So far. */
  count(): number;
  /** Waits for the next one, which may have been under way already; right after it the poller sleeps. */
  next(): Promise<void>;
}

const patienceMs = 20_000;

/** Counts what the host tells the page of the cluster. Reloads the page, so that its connection is seen. */
export async function countLooks(page: Page): Promise<Looks> {
  let count = 0;
  let tell = (): void => undefined;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (!payload.toString().includes('"findings":')) return;
      count += 1;
      tell();
    }),
  );
  await page.reload();
  return {
    count: () => count,
    next: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('The page was told of no look.')), patienceMs);
        tell = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
