import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology, ServerView } from '../../../shared/domain/topology.ts';
import type { ClusterSummary, Preferences } from '../../../shared/ipc/contract.ts';
import type { IconName } from '../../ui/controls/icon-paths.ts';
import { paths } from '../../ui/route/paths.ts';
import { rejoinSource } from '../../ui/topology/rejoin-source.ts';
import { goneSource } from '../../ui/topology/gone-source.ts';
import { serverNames } from '../../ui/text/server-name.ts';

/** What choosing a command does. */
export type CommandEffect =
  | { readonly kind: 'go'; readonly href: string }
  | { readonly kind: 'record'; readonly servers: readonly ServerId[] | null }
  | { readonly kind: 'prefer'; readonly change: Partial<Preferences> };

export interface Command {
  readonly id: string;
  readonly group: 'Servers' | 'Actions' | 'Go to' | 'Clusters' | 'Look';
  readonly title: string;
  readonly detail?: string;
  readonly icon: IconName;
  readonly effect: CommandEffect;
}

interface Known {
  readonly clusters: readonly ClusterSummary[];
  readonly current: ClusterSummary | null;
  readonly topology: ClusterTopology | null;
}

/** Everything that can be opened or done by name now; texts may hold `{source}` words. */
export function commandsFor({ clusters, current, topology }: Known): readonly Command[] {
  const go = (title: string, icon: IconName, href: string): Command => ({
    id: `go ${title}`,
    group: 'Go to',
    title,
    icon,
    effect: { kind: 'go', href },
  });
  return [
    ...(current === null ? [] : clusterActions(current, topology)),
    ...(current === null || topology === null ? [] : serverCommands(current, topology.servers)),
    go('Map', 'map', current === null ? paths.start() : paths.map(current.name)),
    go('Journal', 'journal', paths.journal()),
    go('Incidents', 'warning', paths.incidents()),
    go('Settings', 'settings', paths.settings()),
    go('Add servers', 'plus', paths.newCluster()),
    ...clusters.filter((cluster) => cluster !== current).map(openCluster),
    ...looks,
  ];
}

function clusterActions(cluster: ClusterSummary, topology: ClusterTopology | null): readonly Command[] {
  return [
    ...takeovers(cluster, topology),
    {
      id: 'change-master',
      group: 'Actions',
      title: 'Change {source}…',
      detail: cluster.label,
      icon: 'repoint',
      effect: { kind: 'go', href: paths.changeMaster(cluster.name) },
    },
    {
      id: 'attach',
      group: 'Actions',
      title: 'Make a server a {replica}…',
      detail: `${cluster.label}, from where a dump was taken`,
      icon: 'repoint',
      effect: { kind: 'go', href: paths.attach(cluster.name) },
    },
    {
      id: 'put-back',
      group: 'Actions',
      title: 'Put back…',
      detail: cluster.label,
      icon: 'back',
      effect: { kind: 'go', href: paths.putBack(cluster.name) },
    },
    {
      id: 'import',
      group: 'Actions',
      title: 'Import a dump…',
      detail: cluster.label,
      icon: 'import',
      effect: { kind: 'go', href: paths.importDump(cluster.name) },
    },
    {
      id: 'dump',
      group: 'Actions',
      title: 'Take a dump…',
      detail: `${cluster.label}, with both pairs of coordinates`,
      icon: 'dump',
      effect: { kind: 'go', href: paths.dump(cluster.name) },
    },
    {
      id: 'record',
      group: 'Actions',
      title: 'Record now',
      detail: `all servers of ${cluster.label}`,
      icon: 'record',
      effect: { kind: 'record', servers: null },
    },
  ];
}

/** While the source does not answer a failover comes first, and a switchover says so. */
function takeovers(cluster: ClusterSummary, topology: ClusterTopology | null): readonly Command[] {
  const gone = topology !== null && topology.name === cluster.name && goneSource(topology.servers) !== null;
  const switchover: Command = {
    id: 'switchover',
    group: 'Actions',
    title: 'Switch over…',
    detail: gone ? `${cluster.label}, not now: its {source} does not answer` : cluster.label,
    icon: 'swap',
    effect: { kind: 'go', href: paths.switchover(cluster.name) },
  };
  const failover: Command = {
    id: 'failover',
    group: 'Actions',
    title: 'Fail over…',
    detail: gone ? `${cluster.label}: its {source} does not answer` : `${cluster.label}, when its {source} is gone`,
    icon: 'takeover',
    effect: { kind: 'go', href: paths.failover(cluster.name) },
  };
  return gone ? [failover, switchover] : [switchover, failover];
}

function serverCommands(cluster: ClusterSummary, servers: readonly ServerView[]): readonly Command[] {
  const names = serverNames(servers);
  const nameOf = ({ id }: ServerView): string => names.get(id) ?? id;
  const opening = servers.map((server): Command => ({
    id: `server ${server.id}`,
    group: 'Servers',
    title: nameOf(server),
    detail: server.address,
    icon: 'server',
    effect: { kind: 'go', href: paths.map(cluster.name, server.id) },
  }));
  const repointing = servers
    .filter((server) => server.channels.length > 0)
    .map((server): Command => ({
      id: `repoint ${server.id}`,
      group: 'Servers',
      title: `Change the {source} of ${nameOf(server)}…`,
      detail: server.address,
      icon: 'repoint',
      effect: { kind: 'go', href: paths.changeMaster(cluster.name, { replica: server.id }) },
    }));
  const rejoining = servers
    .filter((server) => server.writable === false && rejoinSource(servers, server) !== null)
    .map((server): Command => ({
      id: `rejoin ${server.id}`,
      group: 'Servers',
      title: `Let ${nameOf(server)} follow the {source}…`,
      detail: server.address,
      icon: 'repoint',
      effect: { kind: 'go', href: paths.rejoin(cluster.name, server.id) },
    }));
  const importing = servers
    .filter(({ role }) => role !== 'unreachable')
    .map((server): Command => ({
      id: `import ${server.id}`,
      group: 'Servers',
      title: `Import a dump into ${nameOf(server)}…`,
      detail: server.address,
      icon: 'import',
      effect: { kind: 'go', href: paths.importDump(cluster.name, { server: server.id }) },
    }));
  const dumping = servers
    .filter(({ role }) => role !== 'unreachable')
    .map((server): Command => ({
      id: `dump ${server.id}`,
      group: 'Servers',
      title: `Take a dump of ${nameOf(server)}…`,
      detail: server.address,
      icon: 'dump',
      effect: { kind: 'go', href: paths.dump(cluster.name, { server: server.id }) },
    }));
  return [...opening, ...rejoining, ...repointing, ...importing, ...dumping];
}

function openCluster(cluster: ClusterSummary): Command {
  return {
    id: `cluster ${cluster.name}`,
    group: 'Clusters',
    title: cluster.label,
    detail: cluster.environment,
    icon: 'map',
    effect: { kind: 'go', href: paths.map(cluster.name) },
  };
}

const prefer = (title: string, icon: IconName, change: Partial<Preferences>): Command => ({
  id: title,
  group: 'Look',
  title,
  icon,
  effect: { kind: 'prefer', change },
});

const looks: readonly Command[] = [
  prefer('Dark theme', 'moon', { theme: 'dark' }),
  prefer('Light theme', 'sun', { theme: 'light' }),
  prefer('Say master and slave', 'edit', { words: 'master-slave' }),
  prefer('Say source and replica', 'edit', { words: 'source-replica' }),
];
