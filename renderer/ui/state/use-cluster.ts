import type { ClusterSummary } from '../../../shared/ipc/contract.ts';
import { valueOf } from '../loaded.ts';
import { useSession } from './signalbox.ts';

/** The cluster on screen as the configuration has it; null where there is none. */
export function useCluster(): ClusterSummary | null {
  return useSession((state) => valueOf(state.clusters)?.find((cluster) => cluster.name === state.current) ?? null);
}
