import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../../shared/ipc/bridge.ts';
import { useSignalbox } from '../../../ui/state/signalbox.ts';
import { createOperationStore } from './operation-store.ts';
import type { OperationSight, OperationStore } from './operation-store.ts';

/** One store an operation for each bridge: leaving the screen loses nothing of a run in sight. */
const stores = new WeakMap<Bridge, Map<string, OperationStore>>();

function storeOf(bridge: Bridge, id: string): OperationStore {
  const ofBridge = stores.get(bridge) ?? new Map<string, OperationStore>();
  stores.set(bridge, ofBridge);
  const store = ofBridge.get(id) ?? createOperationStore(bridge, id, Date.now);
  ofBridge.set(id, store);
  return store;
}

/** The operation as seen now; its cluster becomes the one on screen. */
export function useOperation(id: string): { readonly store: OperationStore; readonly seen: OperationSight } {
  const { bridge, session, journal, unfinished } = useSignalbox();
  const store = storeOf(bridge, id);
  const seen = useStore<StoreApi<OperationSight>>(store);
  const cluster = seen.standing.kind === 'answered' ? seen.standing.value.operation.cluster : null;
  const station = seen.sight?.station ?? null;

  useEffect(() => void store.look(), [store]);
  useEffect(() => {
    if (cluster !== null) session.choose(cluster);
  }, [session, cluster]);
  useEffect(() => {
    void journal.refresh();
    void unfinished.refresh();
  }, [journal, unfinished, station]);

  return { store, seen };
}
