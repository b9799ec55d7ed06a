import type { ApplierOfChannel, AppliersFacts } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';

/** Read first: a coordinator that has read everything then begins nothing more, but with what still arrives. */
const coordinators = `SELECT coordinators.CHANNEL_NAME AS channel, threads.PROCESSLIST_ID AS connection,
    threads.PROCESSLIST_STATE AS state
  FROM performance_schema.replication_applier_status_by_coordinator AS coordinators
  JOIN performance_schema.threads AS threads USING (THREAD_ID)`;

/**
 * The transaction that was queued last is told apart by the time at which it was committed first, in microseconds: also
 * those without GTIDs have it (8.0+). Nothing queued since the start: not told. One that was received in part is not
 * queued; the coordinator is at it, and perhaps a worker. Source: MySQL manual, “The
 * replication_applier_status_by_worker Table”, “The replication_applier_status_by_coordinator Table”.
 */
const idleWorkers = `SELECT status.CHANNEL_NAME AS channel,
    MAX(status.LAST_QUEUED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP <> 0) AS told,
    MAX(COALESCE(coordinators.PROCESSING_TRANSACTION, '') <> '') AS begun,
    SUM(workers.APPLYING_TRANSACTION <> '') AS applying,
    SUM(workers.APPLYING_TRANSACTION <> '' AND workers.APPLYING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP =
      coordinators.PROCESSING_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP) AS applyingBegun,
    SUM(workers.LAST_APPLIED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP = status.LAST_QUEUED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP)
      AS applied
  FROM performance_schema.replication_connection_status AS status
  JOIN performance_schema.replication_applier_status_by_worker AS workers USING (CHANNEL_NAME)
  LEFT JOIN performance_schema.replication_applier_status_by_coordinator AS coordinators USING (CHANNEL_NAME)
  GROUP BY status.CHANNEL_NAME`;

const hasReadAll = /has read all relay log/i;

/** What the workers of its appliers are doing (MySQL 8.0 and later). Its receiver should have stopped before. */
export function mysqlAppliersReader(version: Version): GroupReader<AppliersFacts> {
  const tolerate = [...deniedErrors, ...absentErrors];
  return {
    queries: atLeast(version, 8)
      ? [
          { key: 'coordinators', sql: coordinators, tolerate },
          { key: 'workers', sql: idleWorkers, tolerate },
        ]
      : [],
    parse: ({ coordinators, workers }) => ({
      channels: (workers ?? []).map((row) => applierOf(row, coordinators ?? [])),
    }),
  };
}

function applierOf(row: Row, coordinators: readonly Row[]): ApplierOfChannel {
  const channel = textOf(row, 'channel');
  const coordinator = coordinators.find((other) => textOf(other, 'channel') === channel);
  const hasBegun = coordinator !== undefined && numberOf(row, 'begun') === 1;
  const isPartial = hasBegun && hasReadAll.test(textOf(coordinator, 'state'));
  const applying = numberOf(row, 'applying') - (isPartial ? numberOf(row, 'applyingBegun') : 0);
  return {
    channel,
    idle: numberOf(row, 'told') === 0 ? null : applying === 0 && numberOf(row, 'applied') > 0,
    handsOut: hasBegun ? numberOf(coordinator, 'connection') : null,
  };
}
