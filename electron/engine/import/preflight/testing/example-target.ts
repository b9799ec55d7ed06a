import type { ChannelFacts } from '../../../../../shared/domain/channel.ts';
import { parseVersion } from '../../../../../shared/domain/server.ts';
import { known } from '../known.ts';
import type { ExistingTable, TargetFacts } from '../target-facts.ts';

/** A fresh MySQL 8.4 of its own, on which the account may do everything. */
export function exampleTarget(changes: Partial<TargetFacts> = {}): TargetFacts {
  return {
    server: 'db1:3306',
    version: parseVersion('8.4.3'),
    hostname: 'db1',
    uuid: '00000000-0000-0000-0000-000000000001',
    serverId: 1,
    account: 'root@localhost',
    settings: {
      readOnly: false,
      superReadOnly: false,
      logBin: true,
      trustFunctionCreators: false,
      maxAllowedPacket: 67_108_864,
      lowerCaseTableNames: 0,
      sqlMode: 'STRICT_TRANS_TABLES',
      flushLogAtCommit: '1',
      syncBinlog: '1',
      redoLog: true,
    },
    gtid: { kind: 'mysql', mode: 'ON', executed: '', purged: '' },
    channels: known([]),
    replicas: known([]),
    databases: ['mysql', 'sys'],
    tables: [],
    engines: ['innodb', 'myisam'],
    charsets: ['latin1', 'utf8mb3', 'utf8mb4'],
    collations: ['utf8mb3_general_ci', 'utf8mb4_general_ci', 'utf8mb4_0900_ai_ci'],
    accounts: known(['root@localhost']),
    systemAccounts: known([]),
    grants: known([{ schema: null, table: null, privileges: ['ALL PRIVILEGES'], revoked: false }]),
    timeZones: true,
    cores: null,
    freeBytes: null,
    ...changes,
  };
}

/** A table of shop that exists. */
export function exampleExisting(name: string, rows: number): ExistingTable {
  return { schema: 'shop', name, kind: 'table', engine: 'innodb', estimatedRows: rows, hasRows: known(rows > 0) };
}

/** A channel from db0. */
export function exampleChannel(threads: Pick<ChannelFacts, 'io' | 'sql'>): ChannelFacts {
  const position = { file: 'mysql-bin.000001', offset: 4 };
  return {
    name: '',
    source: { host: 'db0', port: 3306 },
    sourceUuid: null,
    sourceServerId: 9,
    user: 'repl',
    ...threads,
    received: position,
    executed: position,
    relay: position,
    positioning: 'file',
    receivedGtid: null,
    secondsBehind: 0,
    delayS: 0,
    ioError: null,
    sqlError: null,
    filters: [],
    tls: { enabled: false, verify: false, ca: null },
    getPublicKey: false,
    connectRetryS: 60,
  };
}
