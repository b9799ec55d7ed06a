import type { Page } from 'playwright-core';

export interface BreakableConnection {
  /** Cuts the page off from its host; new attempts fail too. */
  cut(): Promise<void>;
  restore(): void;
}

/** Puts a breaking point between the page and its host. Reloads the page, so that its connection goes through it. */
export async function breakable(page: Page): Promise<BreakableConnection> {
  const open = new Set<() => Promise<void>>();
  let whole = true;
  await page.routeWebSocket(/./, async (socket) => {
    if (!whole) {
      await socket.close();
      return;
    }
    socket.connectToServer();
    open.add(() => socket.close());
  });
  await page.reload();
  return {
    cut: async () => {
      whole = false;
      await Promise.all([...open].map((close) => close()));
      open.clear();
    },
    restore: () => {
      whole = true;
    },
  };
}
