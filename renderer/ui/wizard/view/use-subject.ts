import type { ServerId } from '../../../../shared/domain/server.ts';
import type { ServerView } from '../../../../shared/domain/topology.ts';
import { valueOf } from '../../loaded.ts';
import { useSession, useTopology } from '../../state/signalbox.ts';
import { useServerNames } from '../../state/use-server-names.ts';

/** The cluster that the wizard is about, as the window knows it. */
export interface Subject {
  readonly cluster: string;
  readonly label: string;
  readonly servers: readonly ServerView[];
  readonly name: (server: ServerId) => string;
  /** A step of all servers: “all 3”. */
  readonly everyone: string;
}

const none: readonly ServerView[] = [];

export function useSubject(cluster: string): Subject {
  const clusters = useSession((state) => state.clusters);
  const servers = useTopology((state) => (state.cluster === cluster ? state.topology?.servers : undefined)) ?? none;
  const name = useServerNames();
  const label = valueOf(clusters)?.find((one) => one.name === cluster)?.label ?? cluster;
  return { cluster, label, servers, name, everyone: servers.length === 0 ? 'all' : `all ${servers.length}` };
}
