import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ClusterDraft, ClusterSummary } from '../../../shared/ipc/contract.ts';
import type { World } from './world.ts';

export function addCluster(world: World, draft: ClusterDraft): ClusterSummary {
  if (world.clusters.some((cluster) => cluster.name === draft.name)) {
    throw new SignalboxError('config-exists', `There is a cluster “${draft.name}” already.`);
  }
  const added = summaryOf(draft);
  world.clusters = [...world.clusters, added];
  return added;
}

export function updateCluster(world: World, name: string, draft: ClusterDraft): ClusterSummary {
  knownCluster(world, name);
  const updated = summaryOf(draft);
  world.clusters = world.clusters.map((cluster) => (cluster.name === name ? updated : cluster));
  return updated;
}

/** @throws SignalboxError `cluster-unknown`. */
export function knownCluster(world: World, name: string): ClusterSummary {
  const cluster = world.clusters.find((known) => known.name === name);
  if (cluster === undefined) throw new SignalboxError('cluster-unknown', `There is no cluster “${name}”.`);
  return cluster;
}

function summaryOf(draft: ClusterDraft): ClusterSummary {
  const { passwordText, password, ...rest } = draft;
  return {
    name: rest.name,
    label: rest.label,
    environment: rest.environment,
    seeds: rest.seeds,
    user: rest.user,
    password: passwordText === null ? password : `secret:${rest.name}`,
    tls: rest.tls,
    tlsCaFile: rest.tlsCaFile,
    replicationUser: rest.replicationUser,
    replicationPassword: rest.replicationPassword,
    pollIntervalMs: rest.pollIntervalMs,
    lagLimitS: rest.lagLimitS,
    askToMoveApplication: rest.askToMoveApplication,
    servers: rest.servers,
    needsPassword: password === 'ask' && passwordText === null,
  };
}
