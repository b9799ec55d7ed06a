import { createStore, type StoreApi } from 'zustand/vanilla';
import { reportOf, type ErrorReport } from '../../../shared/domain/errors.ts';
import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { Bridge } from '../../../shared/ipc/bridge.ts';

/** What is being seen of the cluster on screen. */
export interface TopologyState {
  readonly cluster: string | null;
  /** The last reading; kept, and shown as old, when the stream fails. */
  readonly topology: ClusterTopology | null;
  /** Why nothing more arrives; null while watching. */
  readonly error: ErrorReport | null;
}

export interface TopologyWatch extends StoreApi<TopologyState> {
  /** Watches another cluster, or the same again from the start. null watches nothing. */
  watch(cluster: string | null): void;
}

/** One stream at a time: the cluster on screen. */
export function createTopologyWatch(bridge: Bridge): TopologyWatch {
  const store = createStore<TopologyState>(() => ({ cluster: null, topology: null, error: null }));
  let stop = (): void => undefined;

  return {
    ...store,
    watch: (cluster) => {
      stop();
      stop = () => undefined;
      const known = store.getState();
      store.setState({ cluster, topology: known.cluster === cluster ? known.topology : null, error: null });
      if (cluster === null) return;
      let current = true;
      const cancel = bridge.stream(
        'topology.watch',
        { cluster },
        {
          event: (topology) => {
            if (current) store.setState({ topology, error: null });
          },
          closed: (error) => {
            if (current && error !== null) store.setState({ error: reportOf(error) });
          },
        },
      );
      stop = () => {
        current = false;
        cancel();
      };
    },
  };
}
