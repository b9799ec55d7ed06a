import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { ClusterTopology } from '../../../../shared/domain/topology.ts';
import type { ClusterSummary } from '../../../../shared/ipc/contract.ts';
import { valueOf } from '../../../ui/loaded.ts';
import type { SessionState } from '../../../ui/state/session-store.ts';
import type { TopologyState } from '../../../ui/state/topology-store.ts';

/** What the map has to show. */
export type MapState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'unknown-cluster' }
  | { readonly kind: 'password-needed'; readonly cluster: ClusterSummary }
  | { readonly kind: 'reading'; readonly cluster: ClusterSummary }
  | { readonly kind: 'unwatched'; readonly cluster: ClusterSummary; readonly error: ErrorReport }
  | { readonly kind: 'seen'; readonly cluster: ClusterSummary; readonly topology: ClusterTopology };

/** What is known of cluster `name`; what was seen once is shown however old it is. */
export function mapStateOf(name: string, session: SessionState, watch: TopologyState): MapState {
  const clusters = valueOf(session.clusters);
  if (clusters === null) {
    return session.clusters.kind === 'failed'
      ? { kind: 'failed', error: session.clusters.error }
      : { kind: 'connecting' };
  }
  const cluster = clusters.find((entry) => entry.name === name);
  if (cluster === undefined) return { kind: 'unknown-cluster' };
  if (cluster.needsPassword) return { kind: 'password-needed', cluster };
  if (watch.cluster !== name) return { kind: 'reading', cluster };
  if (watch.topology !== null && watch.topology.servers.length > 0)
    return { kind: 'seen', cluster, topology: watch.topology };
  return watch.error === null ? { kind: 'reading', cluster } : { kind: 'unwatched', cluster, error: watch.error };
}

/** A reading older than this is said to be old, ms: three polls, and 10 s where polls are frequent. */
export function oldAfterMs(pollIntervalMs: number): number {
  return Math.max(10_000, 3 * pollIntervalMs);
}
