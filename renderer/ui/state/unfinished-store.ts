import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { UnfinishedOperation } from '../../../shared/plans/unfinished-operation.ts';

/** Operations of every cluster that have begun and not ended, oldest first. */
export interface UnfinishedState {
  readonly operations: readonly UnfinishedOperation[];
}

export interface UnfinishedWatch extends StoreApi<UnfinishedState> {
  /** Reads them now and every few seconds. Returns the function that ends it. */
  start(): () => void;
  /** Reads again now, after something was done about one. Never rejects: what was known stays. */
  refresh(): Promise<void>;
}

const everyMs = 3000;

export function createUnfinishedWatch(bridge: Bridge): UnfinishedWatch {
  const store = createStore<UnfinishedState>(() => ({ operations: [] }));

  async function refresh(): Promise<void> {
    const found = await bridge.call('operations.unfinished', { cluster: null }).catch(() => null);
    if (found === null) return;
    const operations = [...found].sort((a, b) => a.startedAt - b.startedAt);
    if (JSON.stringify(operations) !== JSON.stringify(store.getState().operations)) store.setState({ operations });
  }

  return {
    ...store,
    refresh,
    start: () => {
      void refresh();
      const timer = setInterval(() => void refresh(), everyMs);
      return () => clearInterval(timer);
    },
  };
}

/** The cluster's operation that was cut off; null where there is none, or where its program still runs it. */
export function cutOffIn(state: UnfinishedState, cluster: string | null): UnfinishedOperation | null {
  return state.operations.find((one) => !one.living && one.cluster === cluster) ?? null;
}
