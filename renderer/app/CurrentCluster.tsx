import { useEffect } from 'react';
import type { ClusterTopology } from '../../shared/domain/topology.ts';
import { matchRoute } from '../ui/route/match-route.ts';
import { useLocation } from '../ui/route/use-location.ts';
import { useCluster } from '../ui/state/use-cluster.ts';
import { useSession, useSignalbox, useTopology } from '../ui/state/signalbox.ts';

/** The cluster that an address names, whichever screen of it: `/clusters/:name` and `/clusters/:name/…`. */
function clusterIn(path: string): string | null {
  const [, first, name] = path.split('/');
  return first === 'clusters' && name !== undefined ? (matchRoute('/:name', `/${name}`)?.['name'] ?? null) : null;
}

/** When servers were seen to refuse the password, epoch ms; null while they don't: the engine then asks for it again. */
function passwordRefusedAt(topology: ClusterTopology | null): number | null {
  const refused = topology?.servers.some((server) => server.reason?.code === 'server-access-denied') ?? false;
  return refused ? (topology?.readAt ?? null) : null;
}

/** Makes the cluster in the address the one on screen, and watches it, its journal, and what is unfinished or kept up in any. */
export function CurrentCluster(): null {
  const { session, topology, journal, unfinished, duties } = useSignalbox();
  const named = clusterIn(useLocation().path);
  const current = useSession((state) => state.current);
  const cluster = useCluster();
  const label = cluster?.label;
  const asks = cluster?.password === 'ask' && !cluster.needsPassword;
  const deniedAt = useTopology((state) => (asks ? passwordRefusedAt(state.topology) : null));
  const connected = useSession((state) => state.connection === 'connected');

  useEffect(() => {
    if (named !== null) session.choose(named);
  }, [session, named]);

  useEffect(() => {
    if (!connected) return;
    topology.watch(current);
    journal.follow(current);
  }, [topology, journal, current, connected]);

  useEffect(() => (connected ? unfinished.start() : undefined), [unfinished, connected]);
  useEffect(() => (connected ? duties.start() : undefined), [duties, connected]);

  useEffect(() => {
    if (deniedAt !== null) void session.refresh();
  }, [session, deniedAt]);

  useEffect(() => {
    document.title = label === undefined ? 'Signalbox' : `${label} – Signalbox`;
  }, [label]);

  return null;
}
