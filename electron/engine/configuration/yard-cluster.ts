import { isDeepStrictEqual } from 'node:util';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ConfigurationFile } from './configuration-file.ts';

/**
 * Makes the yard known in the configuration. An older entry of the same yard gets the yard's present addresses and
 * keeps whatever else was changed in it.
 * @throws SignalboxError `config-exists` when a cluster of that name is something else, and as `ConfigurationFile`.
 */
export async function addYardCluster(file: ConfigurationFile, yard: ClusterConfiguration): Promise<void> {
  const present = await findCluster(file, yard.name);
  if (present === undefined) return file.add(yard);
  if (!isYardCluster(present, yard)) {
    throw new SignalboxError(
      'config-exists',
      `${file.path} has a cluster “${yard.name}” that is not the practice yard: write the yard's configuration elsewhere with --config-out, or rename that cluster.`,
      { details: { cluster: yard.name, file: file.path } },
    );
  }
  const { seeds, user, replication } = yard;
  const current = { ...present, seeds, user, replication };
  if (!isDeepStrictEqual(current, present)) await file.update(yard.name, current);
}

/** Takes the yard out of the configuration; a cluster of the same name that is something else stays. */
export async function removeYardCluster(file: ConfigurationFile, yard: ClusterConfiguration): Promise<void> {
  const present = await findCluster(file, yard.name);
  if (present !== undefined && isYardCluster(present, yard)) await file.remove(yard.name);
}

async function findCluster(file: ConfigurationFile, name: string): Promise<ClusterConfiguration | undefined> {
  return (await file.read()).clusters.find((cluster) => cluster.name === name);
}

/** The yard's password file is its own: nothing else refers to it. */
function isYardCluster(present: ClusterConfiguration, yard: ClusterConfiguration): boolean {
  return isDeepStrictEqual(present.password, yard.password);
}
