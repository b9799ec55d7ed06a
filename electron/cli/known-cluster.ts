import { access } from 'node:fs/promises';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { ClusterSummary } from '../../shared/ipc/contract.ts';
import { clusterUnknown } from '../engine/configuration/edit-configuration.ts';
import type { Engine } from '../engine/engine.ts';
import type { Invocation } from './invocation.ts';

/** @throws SignalboxError `config-not-found` when a file was named that does not exist. */
export async function requireConfiguration(invocation: Invocation): Promise<void> {
  if (invocation.options.config === undefined) return;
  try {
    await access(invocation.configPath);
  } catch (thrown) {
    throw new SignalboxError('config-not-found', `There is no configuration file ${invocation.configPath}.`, {
      details: { file: invocation.configPath },
      cause: thrown,
    });
  }
}

/**
 * The clusters that a command is about: the named one, or all.
 * @throws SignalboxError `cluster-unknown`, `config-not-found` (no file, or none in it), and what reading the file throws.
 */
export async function chosenClusters(
  engine: Engine,
  invocation: Invocation,
  name: string | undefined,
): Promise<readonly ClusterSummary[]> {
  await requireConfiguration(invocation);
  const clusters = await engine.clusters();
  if (name !== undefined) {
    const found = clusters.find((cluster) => cluster.name === name);
    if (found === undefined) throw clusterUnknown(name, clusters);
    return [found];
  }
  if (clusters.length > 0) return clusters;
  throw new SignalboxError(
    'config-not-found',
    `No cluster is configured in ${invocation.configPath}: add one with “signalbox cluster add NAME ADDRESS --user USER”, or practise on “signalbox yard up”.`,
    { details: { file: invocation.configPath } },
  );
}
