import { useCallback, useMemo } from 'react';
import type { ServerId } from '../../../shared/domain/server.ts';
import { serverNames } from '../text/server-name.ts';
import { useTopology } from './signalbox.ts';

/** What a server is called; its address where the cluster on screen does not know it. */
export function useServerNames(): (server: ServerId) => string {
  const topology = useTopology((state) => state.topology);
  const names = useMemo(() => serverNames(topology?.servers ?? []), [topology]);
  return useCallback((server: ServerId) => names.get(server) ?? server, [names]);
}
