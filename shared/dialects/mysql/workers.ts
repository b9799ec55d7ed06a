import type { WorkersFacts } from '../../domain/facts.ts';
import { comparePositions } from '../../domain/position.ts';
import type { Row } from '../../domain/row.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';

/**
 * mysql.slave_worker_info: the last transaction that each worker has committed. mysql.slave_relay_log_info has a row for
 * each channel whose state is kept in tables: on 8.0+ always, before that with relay_log_info_repository=TABLE.
 */
export function mysqlWorkersReader(version: Version): GroupReader<WorkersFacts> {
  const channel = atLeast(version, 5, 7) ? 'Channel_name' : "''";
  const tolerate = [...deniedErrors, ...absentErrors];
  return {
    queries: [
      { key: 'kept', sql: `SELECT ${channel} AS channel FROM mysql.slave_relay_log_info`, tolerate },
      {
        key: 'workers',
        sql: `SELECT ${channel} AS channel, Master_log_name AS log_file, Master_log_pos AS log_pos
          FROM mysql.slave_worker_info WHERE Master_log_name <> ''`,
        tolerate,
      },
    ],
    parse: ({ kept, workers }) => ({
      channels: workers === undefined ? [] : (kept ?? []).map((row) => furthestOf(textOf(row, 'channel'), workers)),
    }),
  };
}

function furthestOf(channel: string, workers: readonly Row[]): WorkersFacts['channels'][number] {
  const positions = workers
    .filter((row) => textOf(row, 'channel') === channel)
    .map((row) => ({ file: textOf(row, 'log_file'), offset: numberOf(row, 'log_pos') }));
  return { channel, furthest: positions.toSorted((a, b) => comparePositions(b, a))[0] ?? null };
}
