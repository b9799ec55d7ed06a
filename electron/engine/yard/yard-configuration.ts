import { clusterDefaults } from '../../../shared/domain/configuration.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { addressOf } from './servers/server-spec.ts';
import { passwordFile, yardUsers } from './yard-passwords.ts';
import type { YardRecord } from './yard-record.ts';

/** The name under which the yard is a cluster. */
export const yardCluster = 'yard';

/** The yard as a cluster of the configuration; passwords by reference to the yard's files. */
export function yardConfiguration(directory: string, record: YardRecord): ClusterConfiguration {
  return {
    ...clusterDefaults,
    name: yardCluster,
    label: 'Practice yard',
    environment: 'development',
    seeds: record.servers.map((server) => addressOf(server.spec)),
    user: yardUsers.operate,
    password: { kind: 'file', path: passwordFile(directory, 'operate') },
    replication: {
      user: yardUsers.replication,
      password: { kind: 'file', path: passwordFile(directory, 'replication') },
    },
    pollIntervalMs: 1000,
  };
}
