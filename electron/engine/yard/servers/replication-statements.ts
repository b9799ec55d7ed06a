import type { Flavour } from '../../../../shared/domain/flavour.ts';
import { literal } from './accounts.ts';
import type { Account } from './accounts.ts';
import type { Positions } from './server-settings.ts';

export interface ReplicationStart {
  readonly family: Flavour;
  readonly positions: Positions;
  readonly sourcePort: number;
  readonly account: Account;
  /** Where a new replica of a new source begins; the source's position before its first write. */
  readonly file: string;
  readonly offset: number;
}

/** Makes a fresh server a replica of one on 127.0.0.1 and starts it. Host and coordinates are always given together. */
export function replicationStatements(start: ReplicationStart): string[] {
  return start.family === 'mysql' ? mysqlStatements(start) : masterStatements(start);
}

/** The statement that shows a server's own binlog coordinates, as columns File and Position. */
export function ownPositionStatement(family: Flavour): string {
  return family === 'mysql' ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS';
}

/** The statement that shows every channel of a server. */
export function channelsStatement(family: Flavour): string {
  switch (family) {
    case 'mariadb':
      return 'SHOW ALL SLAVES STATUS';
    case 'mysql':
      return 'SHOW REPLICA STATUS';
    case 'mysql56':
      return 'SHOW SLAVE STATUS';
  }
}

/** MariaDB and old MySQL: they differ in how GTIDs are asked for. */
function masterStatements(start: ReplicationStart): string[] {
  const options = [
    "MASTER_HOST = '127.0.0.1'",
    `MASTER_PORT = ${String(start.sourcePort)}`,
    `MASTER_USER = ${literal(start.account.user)}`,
    `MASTER_PASSWORD = ${literal(start.account.password)}`,
    'MASTER_CONNECT_RETRY = 1',
    ...(start.positions === 'gtid'
      ? [start.family === 'mariadb' ? 'MASTER_USE_GTID = slave_pos' : 'MASTER_AUTO_POSITION = 1']
      : [
          ...(start.family === 'mariadb' ? ['MASTER_USE_GTID = no'] : []),
          `MASTER_LOG_FILE = ${literal(start.file)}`,
          `MASTER_LOG_POS = ${String(start.offset)}`,
        ]),
  ];
  return [`CHANGE MASTER TO ${options.join(', ')}`, 'START SLAVE'];
}

/**
 * caching_sha2 without TLS needs the source's public key: GET_SOURCE_PUBLIC_KEY. From 8.4 on a replica gives up after 10
 * attempts, here 10 s; before it was 86400.
 */
function mysqlStatements(start: ReplicationStart): string[] {
  const options = [
    "SOURCE_HOST = '127.0.0.1'",
    `SOURCE_PORT = ${String(start.sourcePort)}`,
    `SOURCE_USER = ${literal(start.account.user)}`,
    `SOURCE_PASSWORD = ${literal(start.account.password)}`,
    'SOURCE_CONNECT_RETRY = 1',
    'SOURCE_RETRY_COUNT = 86400',
    'GET_SOURCE_PUBLIC_KEY = 1',
    ...(start.positions === 'gtid'
      ? ['SOURCE_AUTO_POSITION = 1']
      : [`SOURCE_LOG_FILE = ${literal(start.file)}`, `SOURCE_LOG_POS = ${String(start.offset)}`]),
  ];
  return [`CHANGE REPLICATION SOURCE TO ${options.join(', ')}`, 'START REPLICA'];
}
