import { clusterDefaults } from '../../../shared/domain/configuration.ts';
import type { ClusterConfiguration, ServerConfiguration } from '../../../shared/domain/configuration.ts';
import { hookDefaults, type HookConfiguration } from '../../../shared/domain/hook.ts';
import { formatPasswordRef } from '../secrets/password-ref.ts';
import { formatDuration } from './duration.ts';

/** A value as the file writes it; undefined stands for a key that is not written. */
export type FileValue = string | boolean | readonly string[] | FileMap | undefined;
export interface FileMap {
  readonly [key: string]: FileValue;
}

/** A cluster with all its keys, also those that say what is the default. */
export function allKeys(cluster: ClusterConfiguration): FileMap {
  return {
    label: cluster.label,
    environment: cluster.environment,
    seeds: cluster.seeds,
    user: cluster.user,
    password: formatPasswordRef(cluster.password),
    tls: {
      mode: cluster.tls.mode,
      ca: cluster.tls.caFile ?? undefined,
      cert: cluster.tls.certFile ?? undefined,
      key: cluster.tls.keyFile ?? undefined,
    },
    replication:
      cluster.replication === null
        ? undefined
        : { user: cluster.replication.user, password: formatPasswordRef(cluster.replication.password) },
    poll_interval: formatDuration(cluster.pollIntervalMs),
    sample_interval: formatDuration(cluster.sampleIntervalMs),
    lag_limit: formatDuration(Math.round(cluster.lagLimitS * 1000)),
    ask_to_move_application: cluster.askToMoveApplication,
    hooks: Object.fromEntries(cluster.hooks.map((hook) => [hook.name, hookKeys(hook)])),
    servers: Object.fromEntries(cluster.servers.map((server) => [server.address, serverKeys(server)])),
  };
}

/** The keys that a new cluster needs in the file: those it must have, the environment, and what is not the default. */
export function neededKeys(cluster: ClusterConfiguration): FileMap {
  const all = allKeys(cluster);
  const { tls } = clusterDefaults;
  const plainTls =
    cluster.tls.mode === tls.mode &&
    [cluster.tls.caFile, cluster.tls.certFile, cluster.tls.keyFile].every((path) => path === null);
  return {
    ...all,
    label: cluster.label === cluster.name ? undefined : all.label,
    tls: plainTls ? undefined : all.tls,
    poll_interval: cluster.pollIntervalMs === clusterDefaults.pollIntervalMs ? undefined : all.poll_interval,
    sample_interval: cluster.sampleIntervalMs === clusterDefaults.sampleIntervalMs ? undefined : all.sample_interval,
    lag_limit: cluster.lagLimitS === clusterDefaults.lagLimitS ? undefined : all.lag_limit,
    ask_to_move_application:
      cluster.askToMoveApplication === clusterDefaults.askToMoveApplication ? undefined : all.ask_to_move_application,
    hooks: cluster.hooks.length === 0 ? undefined : all.hooks,
    servers: cluster.servers.length === 0 ? undefined : all.servers,
  };
}

function hookKeys({ at, command, timeoutMs }: HookConfiguration): FileMap {
  return { at, command, timeout: timeoutMs === hookDefaults.timeoutMs ? undefined : formatDuration(timeoutMs) };
}

/** Neutral is what a server is without being named, so it is not written. */
function serverKeys(server: ServerConfiguration): FileMap {
  return {
    label: server.label ?? undefined,
    promotion: server.promotion === 'neutral' ? undefined : server.promotion,
    site: server.site ?? undefined,
  };
}

/** Without the keys that are not written. */
export function written(value: FileMap): FileMap {
  const kept = Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .map(([key, child]) => [key, isFileMap(child) ? written(child) : child] as const);
  return Object.fromEntries(kept);
}

export function isFileMap(value: FileValue): value is FileMap {
  return typeof value === 'object' && !Array.isArray(value);
}
