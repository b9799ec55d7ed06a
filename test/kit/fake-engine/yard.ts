import type { ClusterShape } from '../../../shared/domain/cluster-shape.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { Flavour } from '../../../shared/domain/flavour.ts';
import type { YardProgress, YardStatus } from '../../../shared/ipc/contract.ts';
import { clusterNamed, servers } from './world.ts';
import type { World } from './world.ts';

interface YardOptions {
  readonly family: Flavour;
  readonly positions: 'gtid' | 'file';
  readonly shape: ClusterShape;
}

export async function yardUp(
  world: World,
  options: YardOptions,
  onProgress: (progress: YardProgress) => void,
  signal: AbortSignal,
): Promise<YardStatus> {
  if (world.yard.family === options.family && world.yard.positions === options.positions) return world.yard;
  if (world.yard.running) throw new SignalboxError('yard-exists', 'A yard is running: take it down first.');
  for (const message of ['Looking for MariaDB …', 'Starting 3 servers …', 'Connecting the {replicas} …']) {
    onProgress({ kind: 'progress', message });
    await world.options.pause(600, signal);
    if (signal.aborted) throw new SignalboxError('cancelled', 'The yard was not started.');
  }
  world.yard = {
    running: true,
    family: options.family,
    positions: options.positions,
    shape: options.shape,
    servers: servers.map((address) => ({ address, alive: true })),
    cluster: 'yard',
  };
  world.clusters = [...world.clusters, { ...clusterNamed('yard', 'Yard'), environment: 'development' }];
  return world.yard;
}

export function yardDown(world: World): YardStatus {
  world.yard = { running: false, family: null, positions: null, shape: null, servers: [], cluster: null };
  world.clusters = world.clusters.filter((cluster) => cluster.name !== 'yard');
  return world.yard;
}
