import type { HeartbeatsFacts, HeartbeatsOfChannel } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { nullableNumberOf, numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';
import { mysqlTerms } from '../terms.ts';

const tolerate = [...deniedErrors, ...absentErrors];

/**
 * 5.7+: performance_schema.replication_connection_status, whose times are in the session's time zone; 8.0+ also tells
 * when the last transaction was queued. Source: MySQL manual, “The replication_connection_status Table”.
 */
function connectionStatus(version: Version): string {
  const since = (column: string): string => `TIMESTAMPDIFF(MICROSECOND, NULLIF(status.${column}, 0), NOW(6)) / 1000000`;
  return `SELECT status.CHANNEL_NAME AS channel, status.COUNT_RECEIVED_HEARTBEATS AS received,
    configuration.HEARTBEAT_INTERVAL AS period, ${since('LAST_HEARTBEAT_TIMESTAMP')} AS heartbeat_ago,
    ${atLeast(version, 8) ? since('LAST_QUEUED_TRANSACTION_END_QUEUE_TIMESTAMP') : 'NULL'} AS queued_ago
    FROM performance_schema.replication_connection_status AS status
    JOIN performance_schema.replication_connection_configuration AS configuration USING (CHANNEL_NAME)`;
}

/** Before channels there are global status variables; a time that was never set is empty. */
const globalStatus = `SELECT '' AS channel,
    MAX(IF(VARIABLE_NAME = 'SLAVE_RECEIVED_HEARTBEATS', VARIABLE_VALUE, NULL)) AS received,
    MAX(IF(VARIABLE_NAME = 'SLAVE_HEARTBEAT_PERIOD', VARIABLE_VALUE, NULL)) AS period,
    TIMESTAMPDIFF(SECOND, MAX(IF(VARIABLE_NAME = 'SLAVE_LAST_HEARTBEAT', NULLIF(VARIABLE_VALUE, ''), NULL)), NOW())
      AS heartbeat_ago,
    NULL AS queued_ago
  FROM information_schema.GLOBAL_STATUS`;

/** What its receivers have heard (MySQL 5.6 and later). */
export function mysqlHeartbeatsReader(version: Version): GroupReader<HeartbeatsFacts> {
  const { netTimeout } = mysqlTerms(version);
  const sql = atLeast(version, 5, 7) ? connectionStatus(version) : globalStatus;
  return {
    queries: [
      { key: 'timeout', sql: `SELECT @@global.${netTimeout} AS timeout` },
      { key: 'heard', sql, tolerate },
    ],
    parse: ({ timeout, heard }) => ({
      netTimeoutS: numberOf(timeout?.[0] ?? {}, 'timeout'),
      channels: (heard ?? []).map(heartbeatsOf),
    }),
  };
}

function heartbeatsOf(row: Row): HeartbeatsOfChannel {
  const ago = [nullableNumberOf(row, 'heartbeat_ago'), nullableNumberOf(row, 'queued_ago')].filter(
    (seconds) => seconds !== null,
  );
  return {
    channel: textOf(row, 'channel'),
    received: nullableNumberOf(row, 'received'),
    periodS: nullableNumberOf(row, 'period'),
    heardAgoS: ago.length === 0 ? null : Math.max(0, Math.min(...ago)),
  };
}
