import type { ChannelFacts } from '../../../../../shared/domain/channel.ts';
import type { RecordEntry } from '../../../../../shared/domain/record.ts';

/** A replication channel for tests. */
export function channel(change: Partial<ChannelFacts> = {}): ChannelFacts {
  return {
    name: '',
    source: { host: 'db1.shop', port: 3306 },
    sourceUuid: null,
    sourceServerId: 1,
    user: 'repl',
    io: 'yes',
    sql: 'yes',
    received: { file: 'binlog.000042', offset: 15204113 },
    executed: { file: 'binlog.000042', offset: 15203870 },
    relay: { file: 'relay.000007', offset: 4 },
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
    ...change,
  };
}

/** A record of a MariaDB replica for tests. */
export function record(change: Partial<RecordEntry> = {}): RecordEntry {
  return {
    id: 'r1',
    at: 1001,
    hash: 'a'.repeat(64),
    cluster: 'shop',
    server: 'db4:3306',
    reason: 'requested',
    note: null,
    operation: null,
    readAt: 1000,
    family: 'mariadb',
    version: '10.11.19-MariaDB',
    uuid: null,
    serverId: 4,
    position: { file: 'binlog.000003', offset: 330 },
    gtid: { kind: 'none' },
    readOnly: true,
    superReadOnly: null,
    eventScheduler: 'OFF',
    channels: [channel()],
    rawChannels: [{ Slave_IO_Running: 'Yes' }],
    ...change,
  };
}
