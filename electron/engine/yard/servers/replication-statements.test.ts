import { describe, expect, test } from 'vitest';
import { replicationStatements } from './replication-statements.ts';
import type { ReplicationStart } from './replication-statements.ts';

const start: ReplicationStart = {
  family: 'mariadb',
  positions: 'gtid',
  sourcePort: 20_001,
  account: { user: 'repl', password: 'pw' },
  file: 'binlog.000001',
  offset: 4,
};

describe('statements that make a replica', () => {
  test.each([
    ['mariadb', 'gtid', 'MASTER_USE_GTID = slave_pos', 'MASTER_LOG_FILE'],
    ['mariadb', 'file', "MASTER_LOG_FILE = 'binlog.000001', MASTER_LOG_POS = 4", 'slave_pos'],
    ['mysql', 'gtid', 'SOURCE_AUTO_POSITION = 1', 'SOURCE_LOG_FILE'],
    ['mysql', 'file', "SOURCE_LOG_FILE = 'binlog.000001', SOURCE_LOG_POS = 4", 'AUTO_POSITION'],
    ['mysql56', 'gtid', 'MASTER_AUTO_POSITION = 1', 'USE_GTID'],
    ['mysql56', 'file', "MASTER_LOG_FILE = 'binlog.000001', MASTER_LOG_POS = 4", 'USE_GTID'],
  ] as const)('%s by %s: %s', (family, positions, wanted, unwanted) => {
    const [change, begin] = replicationStatements({ ...start, family, positions });
    expect(change).toContain(wanted);
    expect(change).not.toContain(unwanted);
    expect(begin).toBe(family === 'mysql' ? 'START REPLICA' : 'START SLAVE');
  });
});
