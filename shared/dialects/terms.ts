import { atLeast, type Version } from '../domain/server.ts';

/** How one version says the things whose names changed over time. Source: the rulebook's sections 1 and 8. */
export interface Terms {
  readonly replicaStatus: string;
  readonly binlogStatus: string;
  readonly replicaList: string;
  /** Columns of the replica status and of the replica list. */
  readonly source: 'Master' | 'Source';
  readonly replica: 'Slave' | 'Replica';
  readonly logReplicaUpdates: 'log_slave_updates' | 'log_replica_updates';
  readonly netTimeout: 'slave_net_timeout' | 'replica_net_timeout';
}

/** MariaDB 10.5+. It takes newer words for the statements, but its columns keep the old ones. */
export const mariadbTerms: Terms = {
  replicaStatus: 'SHOW ALL SLAVES STATUS',
  binlogStatus: 'SHOW MASTER STATUS',
  replicaList: 'SHOW SLAVE HOSTS',
  source: 'Master',
  replica: 'Slave',
  logReplicaUpdates: 'log_slave_updates',
  netTimeout: 'slave_net_timeout',
};

/** MySQL 5.6 and later. */
export function mysqlTerms(version: Version): Terms {
  const renamed = atLeast(version, 8, 0, 22);
  return {
    replicaStatus: renamed ? 'SHOW REPLICA STATUS' : 'SHOW SLAVE STATUS',
    binlogStatus: atLeast(version, 8, 2) ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS',
    replicaList: renamed ? 'SHOW REPLICAS' : 'SHOW SLAVE HOSTS',
    source: renamed ? 'Source' : 'Master',
    replica: renamed ? 'Replica' : 'Slave',
    logReplicaUpdates: atLeast(version, 8, 0, 26) ? 'log_replica_updates' : 'log_slave_updates',
    netTimeout: atLeast(version, 8, 0, 26) ? 'replica_net_timeout' : 'slave_net_timeout',
  };
}
