import { describe, expect, test } from 'vitest';
import { StatementScanner } from '../scan/statement-scanner.ts';
import { DumpHead } from './read-start.ts';

const uuid = '3e11fa47-71ca-11e1-9e33-c80aa9429562';

function pointsIn(text: string): ReturnType<DumpHead['points']> {
  const [scanner, head] = [new StatementScanner(), new DumpHead()];
  scanner.push(Buffer.from(text));
  scanner.finish();
  head.takeAll(scanner);
  return head.points();
}

const table = 'CREATE TABLE `t` (`id` int);\n';
const ofSignalbox = `-- Taken with Signalbox of db2:3307 (MySQL 9.7.4), snapshot at 2026-11-25T10:00:00Z
--
-- Position of this server's own binary log, for slaves (replicas) OF it, from SHOW MASTER STATUS at the snapshot:
-- CHANGE MASTER TO MASTER_LOG_FILE='binlog.000002', MASTER_LOG_POS=81325;
-- SET @@GLOBAL.GTID_PURGED='${uuid}:1-9';
--
-- Position executed of its own master (source), for rebuilding this server or a sibling of it, from SHOW SLAVE STATUS at the snapshot:
-- CHANGE MASTER TO MASTER_HOST='DB1', MASTER_PORT=3306, MASTER_LOG_FILE='binlog.000007', MASTER_LOG_POS=99121;
-- SET @@GLOBAL.GTID_PURGED='${uuid}:1-8';

`;

describe('the head of a dump', () => {
  test('of Signalbox names the servers of both pairs', () => {
    expect(pointsIn(ofSignalbox + table)).toEqual([
      {
        pair: 'own',
        owner: { host: 'db2', port: 3307 },
        position: { file: 'binlog.000002', offset: 81325 },
        gtid: `${uuid}:1-9`,
      },
      {
        pair: 'upstream',
        owner: { host: 'db1', port: 3306 },
        position: { file: 'binlog.000007', offset: 99121 },
        gtid: `${uuid}:1-8`,
      },
    ]);
  });

  test('of mysqldump --source-data does not say whose log it is', () => {
    const text = `-- Position to start replication or point-in-time recovery from\n\nCHANGE REPLICATION SOURCE TO SOURCE_LOG_FILE='b.000003', SOURCE_LOG_POS=157;\n${table}`;
    expect(pointsIn(text)).toEqual([
      { pair: 'unknown', owner: null, position: { file: 'b.000003', offset: 157 }, gtid: null },
    ]);
  });

  test('of mysqldump --dump-replica has the one on its master', () => {
    const text = `-- Position to start replication or point-in-time recovery from (the source of this replica)\n\nCHANGE REPLICATION SOURCE TO SOURCE_HOST='db1', SOURCE_PORT=3306, SOURCE_LOG_FILE='b.000003', SOURCE_LOG_POS=157;\n${table}`;
    expect(pointsIn(text)).toMatchObject([
      { pair: 'upstream', owner: { host: 'db1', port: 3306 }, position: { file: 'b.000003', offset: 157 } },
    ]);
  });

  test('ends at the first table: what comes later is data', () => {
    expect(pointsIn(table + ofSignalbox)).toEqual([]);
  });
});
