import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { createJournalListStore } from './journal-list-store.ts';
import type { JournalListState, JournalListStore } from './journal-list-store.ts';

const lists = new WeakMap<Bridge, JournalListStore>();

/** How often the newest entries are read while the list is on screen. */
const everyMs = 5_000;

/** The window's journal list, without reading it. */
export function useJournalListStore(): JournalListStore {
  const { bridge } = useSignalbox();
  const store = lists.get(bridge) ?? createJournalListStore(bridge);
  lists.set(bridge, store);
  return store;
}

/** The journal's list, kept fresh while it is on screen. */
export function useJournalList(): { readonly store: JournalListStore; readonly state: JournalListState } {
  const store = useJournalListStore();
  useEffect(() => {
    void store.refresh();
    const timer = setInterval(() => void store.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [store]);
  return { store, state: useStore(store) };
}
