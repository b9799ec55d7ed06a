import { expect, test } from 'vitest';
import { applierEvents } from './applier-log.ts';

const mariadb = `
2026-11-24 20:32:06 7 [Note] 'CHANGE MASTER TO executed'. Previous state master_host='', master_port='3306', master_log_file='', master_log_pos='4'. New state master_host='127.0.0.1', master_port='28220', master_log_file='binlog.000001', master_log_pos='4'.
2026-11-24 20:32:06 8 [Note] Slave I/O thread: Start asynchronous replication to master 'repl@127.0.0.1:28220' in log 'binlog.000001' at position 4
2026-11-24 20:32:06 9 [Note] Slave SQL thread initialized, starting replication in log 'binlog.000001' at position 4, relay log './relay.000001' position: 4
2026-11-24 20:32:06 9 [Note] Slave SQL thread exiting, replication stopped in log 'binlog.000003' at position 979, master: 127.0.0.1:28220
2026-11-24 20:32:06 8 [Note] Slave I/O thread exiting, read up to log 'binlog.000003', position 979, master 127.0.0.1:28220
2026-11-24 20:32:06 7 [Note] 'CHANGE MASTER TO executed'. Previous state master_host='127.0.0.1', master_port='28220', master_log_file='binlog.000003', master_log_pos='979'. New state master_host='127.0.0.1', master_port='28220', master_log_file='', master_log_pos='4'.
2026-11-24 20:32:06 11 [Note] Slave SQL thread initialized, starting replication in log 'FIRST' at position 0, relay log './relay.000001' position: 4
2026-11-24 20:33:41 11 [ERROR] Error running query, slave SQL thread aborted. Fix the problem, and restart the slave SQL thread with "SLAVE START". We stopped at log 'binlog.000001' position 330
2026-11-24 20:33:41 11 [Note] Slave SQL thread exiting, replication stopped in log 'binlog.000001' at position 330, master: 127.0.0.1:28220
`;

const mysql = `
2026-11-24T20:33:51.275249Z 11 [System] [MY-010597] [Repl] 'CHANGE REPLICATION SOURCE TO FOR CHANNEL '' executed'. Previous state source_host='', source_port= 3306, source_log_file='', source_log_pos= 4, source_bind=''. New state source_host='127.0.0.1', source_port= 25260, source_log_file='binlog.000001', source_log_pos= 4, source_bind=''.
2026-11-24T20:33:51.471891Z 13 [Note] [MY-010581] [Repl] Replica SQL thread for channel '' initialized, starting replication in log 'binlog.000001' at position 4, relay log './relay.000001' position: 4
2026-11-24T20:33:53.081091Z 20 [ERROR] [MY-010584] [Repl] Replica SQL for channel '': Worker 1 failed executing transaction 'ANONYMOUS' at source log binlog.000003, end_log_pos 1675; Could not execute Write_rows event on table app.brk; Duplicate entry '1' for key 'brk.PRIMARY', Error_code: 1062
2026-11-24T20:33:53.081715Z 19 [Note] [MY-010587] [Repl] Replica SQL thread for channel '' exiting, replication stopped in log 'binlog.000003' at position 876
2026-11-24T20:33:54.643990Z 25 [Note] [MY-010581] [Repl] Replica SQL thread for channel 'other' initialized, starting replication in log 'binlog.000009' at position 4, relay log './relay-other.000001' position: 4
2026-11-24T20:32:17.564033Z 11 [System] [MY-010597] [Repl] 'CHANGE REPLICATION SOURCE TO FOR CHANNEL '' executed'. Previous state source_host='127.0.0.1', source_port= 28622, source_log_file='binlog.000003', source_log_pos= 876, source_bind=''. New state source_host='127.0.0.1', source_port= 28622, source_log_file='', source_log_pos= 4, source_bind=''.
`;

test('MariaDB: starts, stops, errors, and a channel that lost its place', () => {
  expect(applierEvents(mariadb, '')).toEqual([
    { kind: 'placed', at: { file: 'binlog.000001', offset: 4 } },
    { kind: 'started', at: { file: 'binlog.000001', offset: 4 } },
    { kind: 'stopped', at: { file: 'binlog.000003', offset: 979 } },
    { kind: 'placed', at: null },
    { kind: 'started', at: null },
    { kind: 'failed' },
    { kind: 'stopped', at: { file: 'binlog.000001', offset: 330 } },
  ]);
});

test('MySQL: of the channel that is asked about', () => {
  expect(applierEvents(mysql, '')).toEqual([
    { kind: 'placed', at: { file: 'binlog.000001', offset: 4 } },
    { kind: 'started', at: { file: 'binlog.000001', offset: 4 } },
    { kind: 'failed' },
    { kind: 'stopped', at: { file: 'binlog.000003', offset: 876 } },
    { kind: 'placed', at: null },
  ]);
  expect(applierEvents(mysql, 'Other')).toEqual([{ kind: 'started', at: { file: 'binlog.000009', offset: 4 } }]);
});

test('MariaDB names a channel before the line', () => {
  const line =
    "2026-11-24 20:32:06 9 [Note] Master 'east': Slave SQL thread exiting, replication stopped in log 'b.000003' at position 979";
  expect(applierEvents(line, 'east')).toEqual([{ kind: 'stopped', at: { file: 'b.000003', offset: 979 } }]);
  expect(applierEvents(line, '')).toEqual([]);
});

test('what a statement in a message says is not what the applier says', () => {
  const said = "Replica SQL thread for channel '' exiting, replication stopped in log 'b.000009' at position 4";
  const quoted = `2026-11-24T20:33:53.0Z 20 [ERROR] [MY-010584] [Repl] Replica SQL for channel '': Error 'x' on query. Query: 'INSERT INTO t VALUES ("${said}")'`;
  expect(applierEvents(quoted, '')).toEqual([]);
  expect(applierEvents(said, '')).toEqual([{ kind: 'stopped', at: { file: 'b.000009', offset: 4 } }]);
  const old = "261124 20:32:06 [Note] Slave SQL thread exiting, replication stopped in log 'b.000003' at position 979";
  expect(applierEvents(old, '')).toHaveLength(1);
});
