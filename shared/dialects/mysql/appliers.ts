import type { AppliersFacts } from '../../domain/facts.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';

/**
 * The transaction that was queued last is told apart by the time at which it was committed first, in microseconds: also
 * those without GTIDs have it (8.0+). Nothing queued since the start: not told. Source: MySQL manual, “The
 * replication_applier_status_by_worker Table”.
 */
const idleWorkers = `SELECT status.CHANNEL_NAME AS channel,
    MAX(status.LAST_QUEUED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP <> 0) AS told,
    SUM(workers.APPLYING_TRANSACTION <> '') AS applying,
    SUM(workers.LAST_APPLIED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP = status.LAST_QUEUED_TRANSACTION_ORIGINAL_COMMIT_TIMESTAMP)
      AS applied
  FROM performance_schema.replication_connection_status AS status
  JOIN performance_schema.replication_applier_status_by_worker AS workers USING (CHANNEL_NAME)
  GROUP BY status.CHANNEL_NAME`;

/** What the workers of its appliers are doing (MySQL 8.0 and later). */
export function mysqlAppliersReader(version: Version): GroupReader<AppliersFacts> {
  const tolerate = [...deniedErrors, ...absentErrors];
  return {
    queries: atLeast(version, 8) ? [{ key: 'workers', sql: idleWorkers, tolerate }] : [],
    parse: ({ workers }) => ({
      channels: (workers ?? []).map((row) => ({
        channel: textOf(row, 'channel'),
        idle: numberOf(row, 'told') === 0 ? null : numberOf(row, 'applying') === 0 && numberOf(row, 'applied') > 0,
      })),
    }),
  };
}
