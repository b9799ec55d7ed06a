import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { noChronicle } from '../../../electron/engine/discovery/chronicle.ts';
import { ClusterReader, usualBounds, type ReaderParts } from '../../../electron/engine/discovery/cluster-reader.ts';
import { sleep } from '../../../electron/engine/discovery/sleep.ts';
import { clusterDefaults, type ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { ClusterTopology, ServerView } from '../../../shared/domain/topology.ts';
import { testAccounts } from '../../kit/topology.ts';

/** A cluster as a configuration would name it, with Signalbox's own account. */
export function clusterOf(
  seeds: readonly ServerId[],
  changes: Partial<ClusterConfiguration> = {},
): ClusterConfiguration {
  return {
    ...clusterDefaults,
    name: 'tested',
    label: 'Tested',
    environment: 'development',
    seeds,
    user: testAccounts.operate.user,
    password: { kind: 'ask' },
    pollIntervalMs: 300,
    ...changes,
  };
}

/** The reader that the engine uses, on real servers. */
export function readerOf(changes: Partial<ReaderParts> = {}): ClusterReader {
  return new ClusterReader({
    connector: createConnector(),
    passwordOf: () => Promise.resolve(testAccounts.operate.password),
    now: Date.now,
    random: Math.random,
    sleep,
    ...usualBounds,
    chronicle: noChronicle,
    ...changes,
  });
}

/** A look without end of its own: the bounds of the reader are what is tested. */
export const unhurried = new AbortController().signal;

export function viewOf(topology: ClusterTopology, server: ServerId): ServerView {
  const view = topology.servers.find(({ id }) => id === server);
  if (view === undefined) throw new Error(`${server} is not in ${topology.servers.map(({ id }) => id).join(', ')}`);
  return view;
}

/** Role by server, as a table to compare. */
export function rolesIn(topology: ClusterTopology): Readonly<Record<ServerId, string>> {
  return Object.fromEntries(topology.servers.map(({ id, role }) => [id, role]));
}
