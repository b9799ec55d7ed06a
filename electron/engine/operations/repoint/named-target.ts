import { formatAddress, parseAddress, type Address } from '../../../../shared/domain/address.ts';
import type { ClusterConfiguration } from '../../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { factOf } from '../../../../shared/domain/facts.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { addressForReplicas } from '../../../../shared/plans/switchover/replica-address.ts';
import type { ClusterLook } from '../prepared-plan.ts';
import { resolveServer } from '../resolve-server.ts';

/** The server that is to be followed, and as what the replica is to name it. */
export interface NamedTarget {
  readonly server: ServerId;
  readonly address: Address;
}

/** The server of the look that a person means; null when none is called so. */
export function knownTarget(look: ClusterLook, to: string): NamedTarget | null {
  const server = matching(look, to);
  if (server === null) return null;
  const typed = addressOf(to);
  const view = look.topology.servers.find(({ id }) => id === server);
  const isAlias = typed !== null && typed !== server && view?.aliases.includes(typed) === true;
  if (isAlias) return { server, address: parseAddress(typed) };
  const identity = factOf(look.facts.get(server), 'identity');
  return { server, address: identity === undefined ? parseAddress(server) : addressForReplicas(server, identity) };
}

/** After a look with that address among the seeds: the server behind it, under a name that may be its second one. */
export function addressedTarget(look: ClusterLook, to: string): NamedTarget {
  const typed = formatAddress(parseAddress(to));
  const found = [...look.facts.values()].find(({ server, aliases }) => server === typed || aliases.includes(typed));
  return { server: found?.server ?? typed, address: parseAddress(typed) };
}

/** The cluster with one more place to look. */
export function withSeed(cluster: ClusterConfiguration, to: string): ClusterConfiguration {
  return { ...cluster, seeds: [...cluster.seeds, formatAddress(parseAddress(to))] };
}

function matching(look: ClusterLook, to: string): ServerId | null {
  try {
    return resolveServer(look.topology, to, 'bad-usage');
  } catch (error) {
    if (error instanceof SignalboxError && !error.message.includes('several')) return null;
    throw error;
  }
}

function addressOf(text: string): ServerId | null {
  try {
    return formatAddress(parseAddress(text));
  } catch {
    return null;
  }
}
