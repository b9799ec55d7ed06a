import type { SemiSyncFacts, SemiSyncReplica, SemiSyncSource } from '../../domain/facts.ts';
import { isOn, variablesOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';

/**
 * Semi-synchronous replication of every family; a side whose plugin is not loaded has no variables. Sources: MySQL
 * manual, “Semisynchronous Replication”; mariadb.com/kb “Semisynchronous Replication”.
 */
export const semiSyncReader: GroupReader<SemiSyncFacts> = {
  queries: [
    { key: 'variables', sql: "SHOW GLOBAL VARIABLES LIKE 'rpl_semi_sync_%'" },
    { key: 'status', sql: "SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_%'" },
  ],
  parse: ({ variables, status }) => {
    const values: Values = { variables: variablesOf(variables), status: variablesOf(status) };
    return { source: sourceOf(values), replica: replicaOf(values) };
  },
};

interface Values {
  readonly variables: ReadonlyMap<string, string>;
  readonly status: ReadonlyMap<string, string>;
}

function sourceOf({ variables, status }: Values): SemiSyncSource | null {
  const word = (['source', 'master'] as const).find((each) => variables.has(`rpl_semi_sync_${each}_enabled`));
  if (word === undefined) return null;
  const of = (name: string): string | undefined => variables.get(`rpl_semi_sync_${word}_${name}`);
  const said = (name: string): string | undefined => status.get(`rpl_semi_sync_${word}_${name}`);
  return {
    word,
    enabled: isOn(of('enabled')),
    count: Number(of('wait_for_replica_count') ?? of('wait_for_slave_count') ?? 1),
    timeoutMs: Number(of('timeout') ?? 0),
    waitsForNobody: isOn(of('wait_no_replica') ?? of('wait_no_slave')),
    waitPoint: of('wait_point') ?? null,
    waits: isOn(said('status')),
    clients: Number(said('clients') ?? 0),
    waitingSessions: Number(said('wait_sessions') ?? 0),
  };
}

function replicaOf({ variables, status }: Values): SemiSyncReplica | null {
  const word = (['replica', 'slave'] as const).find((each) => variables.has(`rpl_semi_sync_${each}_enabled`));
  if (word === undefined) return null;
  return {
    word,
    enabled: isOn(variables.get(`rpl_semi_sync_${word}_enabled`)),
    acknowledges: isOn(status.get(`rpl_semi_sync_${word}_status`)),
  };
}
