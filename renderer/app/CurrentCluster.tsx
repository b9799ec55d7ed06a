import { useEffect } from 'react';
import { matchRoute } from '../ui/route/match-route.ts';
import { useLocation } from '../ui/route/use-location.ts';
import { useCluster } from '../ui/state/use-cluster.ts';
import { useSession, useSignalbox } from '../ui/state/signalbox.ts';

/** The cluster that an address names, whichever screen of it: `/clusters/:name` and `/clusters/:name/…`. */
function clusterIn(path: string): string | null {
  const [, first, name] = path.split('/');
  return first === 'clusters' && name !== undefined ? (matchRoute('/:name', `/${name}`)?.['name'] ?? null) : null;
}

/** Makes the cluster in the address the one on screen, and watches it and its journal. */
export function CurrentCluster(): null {
  const { session, topology, journal } = useSignalbox();
  const named = clusterIn(useLocation().path);
  const current = useSession((state) => state.current);
  const label = useCluster()?.label;
  const connected = useSession((state) => state.connection === 'connected');

  useEffect(() => {
    if (named !== null) session.choose(named);
  }, [session, named]);

  useEffect(() => {
    if (!connected) return;
    topology.watch(current);
    journal.follow(current);
  }, [topology, journal, current, connected]);

  useEffect(() => {
    document.title = label === undefined ? 'Signalbox' : `${label} – Signalbox`;
  }, [label]);

  return null;
}
