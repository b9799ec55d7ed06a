import { createStore, type StoreApi } from 'zustand/vanilla';
import { reportOf } from '../../../shared/domain/errors.ts';
import type { JournalItem } from '../../../shared/domain/journal.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import { failed, loading, ready, type Loaded } from '../loaded.ts';

/** The newest entries of the journal for the cluster on screen. */
export interface JournalState {
  readonly cluster: string | null;
  readonly items: Loaded<readonly JournalItem[]>;
}

export interface RecentJournal extends StoreApi<JournalState> {
  /** Reads it for this cluster, and reads again every `everyMs` until told otherwise. */
  follow(cluster: string | null): void;
  /** Reads again now, after something was written. */
  refresh(): Promise<void>;
}

const everyMs = 10_000;
const limit = 300; // entries

export function createRecentJournal(bridge: Bridge): RecentJournal {
  const store = createStore<JournalState>(() => ({ cluster: null, items: loading }));
  const { setState, getState } = store;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function refresh(): Promise<void> {
    const { cluster } = getState();
    if (cluster === null) return;
    try {
      const items = await bridge.call('journal.list', { cluster, limit, before: null });
      if (getState().cluster === cluster) setState({ items: ready(items) });
    } catch (thrown) {
      if (getState().cluster === cluster) setState({ items: failed(getState().items, reportOf(thrown)) });
    }
  }

  return {
    ...store,
    refresh,
    follow: (cluster) => {
      clearInterval(timer);
      if (getState().cluster !== cluster) setState({ cluster, items: loading });
      if (cluster === null) return;
      void refresh();
      timer = setInterval(() => void refresh(), everyMs);
    },
  };
}
