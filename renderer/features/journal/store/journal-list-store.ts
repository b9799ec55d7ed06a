import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { reportOf } from '../../../../shared/domain/errors.ts';
import type { JournalItem, RecordSummary } from '../../../../shared/domain/journal.ts';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { failed, loading, ready, valueOf } from '../../../ui/loaded.ts';
import type { Loaded } from '../../../ui/loaded.ts';
import { pageSize, withOlder } from '../model/journal-list.ts';
import type { JournalFilter, KindFilter } from '../model/journal-list.ts';

export interface JournalListState {
  readonly filter: JournalFilter;
  readonly items: Loaded<readonly JournalItem[]>;
  /** `end`: the oldest entry is in the list. */
  readonly older: 'more' | 'loading' | 'end';
  /** The record that another one is to be compared with. */
  readonly compared: RecordSummary | null;
}

/** The list of the journal; it keeps its filter and pages while another screen is open. */
export interface JournalListStore extends StoreApi<JournalListState> {
  /** Reads the newest entries; what was loaded stays in sight until they are here. Never rejects. */
  refresh(): Promise<void>;
  /** Reads the page before the oldest entry in the list. Never rejects. */
  loadOlder(): Promise<void>;
  showCluster(cluster: string | null): void;
  showKind(kind: KindFilter): void;
  compare(record: RecordSummary | null): void;
}

export function createJournalListStore(bridge: Bridge): JournalListStore {
  const store = createStore<JournalListState>(() => ({
    filter: { cluster: null, kind: 'all' },
    items: loading,
    older: 'more',
    compared: null,
  }));
  const { getState, setState } = store;

  /** null when it failed, or when another cluster has been chosen meanwhile. */
  async function page(before: number | null): Promise<readonly JournalItem[] | null> {
    const { cluster } = getState().filter;
    try {
      const items = await bridge.call('journal.list', { cluster, limit: pageSize, before });
      return getState().filter.cluster === cluster ? items : null;
    } catch (thrown) {
      if (getState().filter.cluster === cluster) {
        setState({ items: failed(getState().items, reportOf(thrown)), older: 'more' });
      }
      return null;
    }
  }

  async function refresh(): Promise<void> {
    const newest = await page(null);
    if (newest === null) return;
    const known = valueOf(getState().items) ?? [];
    const oldest = newest.at(-1)?.at ?? 0;
    const overlaps = known.some((item) => item.at >= oldest);
    const older = overlaps ? known.filter((item) => item.at < oldest) : [];
    const whole = newest.length < pageSize;
    setState({
      items: ready(withOlder(newest, older)),
      older: whole ? 'end' : older.length > 0 ? getState().older : 'more',
    });
  }

  return {
    ...store,
    refresh,
    loadOlder: async () => {
      const known = valueOf(getState().items) ?? [];
      const last = known.at(-1);
      if (last === undefined || getState().older !== 'more') return;
      setState({ older: 'loading' });
      const items = await page(last.at);
      if (items === null) return;
      setState({ items: ready(withOlder(known, items)), older: items.length < pageSize ? 'end' : 'more' });
    },
    showCluster: (cluster) => {
      setState({ filter: { ...getState().filter, cluster }, items: loading, older: 'more', compared: null });
      void refresh();
    },
    showKind: (kind) => setState({ filter: { ...getState().filter, kind } }),
    compare: (compared) => setState({ compared }),
  };
}
