import type { PersistedFacts } from '../../domain/facts.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { textOf } from '../cells.ts';
import type { Dialect, GroupReader, Query } from '../dialect.ts';
import { binlogsReader } from '../groups/binlogs.ts';
import { eventsReader } from '../groups/events.ts';
import { identityReader } from '../groups/identity.ts';
import { preparedReader } from '../groups/prepared.ts';
import { replicasReader } from '../groups/replicas.ts';
import { semiSyncReader } from '../groups/semi-sync.ts';
import { sessionsReader } from '../groups/sessions.ts';
import { settingsReader } from '../groups/settings.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';
import { mysqlTerms } from '../terms.ts';
import { mysqlAccountsReader } from './accounts.ts';
import { mysqlCredentialsReader } from './credentials.ts';
import { mysqlAppliersReader } from './appliers.ts';
import { mysqlHeartbeatsReader } from './heartbeats.ts';
import { mysqlPrivilegesReader } from './privileges.ts';
import { mysqlStatusReader } from './status.ts';
import { mysqlWorkersReader } from './workers.ts';

const groupMembers: Query = {
  key: 'members',
  sql: `SELECT COUNT(*) AS members FROM performance_schema.replication_group_members WHERE MEMBER_STATE <> 'OFFLINE'`,
  tolerate: [...deniedErrors, ...absentErrors],
};

const persistedVariables: Query = {
  key: 'persisted',
  sql: 'SELECT VARIABLE_NAME AS name, VARIABLE_VALUE AS value FROM performance_schema.persisted_variables',
};

/** SET PERSIST: 8.0+. */
function persistedReader(version: Version): GroupReader<PersistedFacts> {
  const supported = atLeast(version, 8);
  return {
    queries: supported ? [persistedVariables] : [],
    parse: ({ persisted }) => ({
      supported,
      values: Object.fromEntries((persisted ?? []).map((row) => [textOf(row, 'name'), textOf(row, 'value')])),
    }),
  };
}

/**
 * Locks that writers wait for: FLUSH TABLES WITH READ LOCK, LOCK INSTANCE FOR BACKUP, LOCK TABLES … WRITE. Source: MySQL
 * manual, “The metadata_locks Table” (instrumented by default from 8.0 on).
 */
const heldLocks: Query = {
  key: 'locks',
  sql: `SELECT threads.PROCESSLIST_ID AS id,
    CASE locks.OBJECT_TYPE WHEN 'GLOBAL' THEN 'a global read lock' WHEN 'BACKUP LOCK' THEN 'a backup lock'
      ELSE CONCAT('LOCK TABLES on ', locks.OBJECT_SCHEMA, '.', locks.OBJECT_NAME) END AS held
    FROM performance_schema.metadata_locks AS locks
    JOIN performance_schema.threads AS threads ON threads.THREAD_ID = locks.OWNER_THREAD_ID
    WHERE locks.LOCK_STATUS = 'GRANTED'
      AND (locks.OBJECT_TYPE IN ('GLOBAL', 'BACKUP LOCK') AND locks.LOCK_TYPE = 'SHARED' AND locks.LOCK_DURATION = 'EXPLICIT'
        OR locks.OBJECT_TYPE = 'TABLE' AND locks.LOCK_TYPE = 'SHARED_NO_READ_WRITE')`,
  tolerate: [...deniedErrors, ...absentErrors],
};

/** How facts are read from MySQL 5.6 and later. */
export function mysqlReaders(version: Version): Dialect['readers'] {
  const terms = mysqlTerms(version);
  return {
    identity: identityReader('mysql'),
    status: mysqlStatusReader(version),
    replicas: replicasReader(terms),
    settings: settingsReader(terms, {
      queries: atLeast(version, 5, 7) ? [groupMembers] : [],
      marks: ({ members }) => (Number(members?.[0]?.['members'] ?? 0) > 0 ? ['group-replication'] : []),
    }),
    persisted: persistedReader(version),
    sessions: sessionsReader(atLeast(version, 8) ? heldLocks : null),
    prepared: preparedReader(atLeast(version, 5, 7) ? 'XA RECOVER CONVERT XID' : 'XA RECOVER'),
    events: eventsReader,
    accounts: mysqlAccountsReader(version),
    privileges: mysqlPrivilegesReader(version),
    binlogs: binlogsReader,
    credentials: mysqlCredentialsReader(version),
    workers: mysqlWorkersReader(version),
    appliers: mysqlAppliersReader(version),
    heartbeats: mysqlHeartbeatsReader(version),
    semiSync: semiSyncReader,
  };
}
