import type { StatusFacts } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { atLeast, type Version } from '../../domain/server.ts';
import { filledTextOf, flagOf, nullableFlagOf, numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { positionOf } from '../groups/binlog-status.ts';
import { channelsOf, rawRows, type ChannelDifferences } from '../groups/channels.ts';
import { mysqlTerms } from '../terms.ts';

const differences: ChannelDifferences = {
  nameColumn: 'Channel_Name', // MySQL 5.7+
  positioning: (row) => (flagOf(row, 'Auto_Position') ? 'auto-position' : 'file'),
  receivedGtid: (row) => filledTextOf(row, 'Retrieved_Gtid_Set')?.replace(/\s+/g, '') ?? null,
  sourceUuid: (row) => filledTextOf(row, 'Source_UUID' in row ? 'Source_UUID' : 'Master_UUID'),
  getPublicKey: (row) =>
    ['Get_Source_public_key', 'Get_master_public_key'].some((column) => column in row && flagOf(row, column)), // 8.0+
};

/** Global status is in performance_schema from 5.7 on, readable by everyone and there even when it is switched off. */
function variablesSql(version: Version): string {
  const status = atLeast(version, 5, 7) ? 'performance_schema.global_status' : 'information_schema.GLOBAL_STATUS';
  return `SELECT @@global.read_only AS read_only,
    ${atLeast(version, 5, 7, 8) ? '@@global.super_read_only' : 'NULL'} AS super_read_only,
    ${atLeast(version, 5, 7, 5) ? '@@global.offline_mode' : 'NULL'} AS offline_mode,
    @@global.event_scheduler AS event_scheduler, @@global.gtid_mode AS gtid_mode,
    @@global.gtid_executed AS gtid_executed, @@global.gtid_purged AS gtid_purged,
    (SELECT VARIABLE_VALUE FROM ${status} WHERE VARIABLE_NAME = 'Uptime') AS uptime`;
}

/** What changes every second. Channels are read before the server's own log, so that a copy never looks ahead. */
export function mysqlStatusReader(version: Version): GroupReader<StatusFacts> {
  const terms = mysqlTerms(version);
  return {
    queries: [
      { key: 'channels', sql: terms.replicaStatus },
      { key: 'variables', sql: variablesSql(version) },
      { key: 'binlog', sql: terms.binlogStatus },
    ],
    parse: (results) => {
      const rows = results['channels'] ?? [];
      return {
        ...variableFacts(results['variables']?.[0]),
        position: positionOf(results['binlog']),
        channels: channelsOf(rows, terms, differences),
        rawChannels: rawRows(rows),
      };
    },
  };
}

function variableFacts(row: Row | undefined): Omit<StatusFacts, 'position' | 'channels' | 'rawChannels'> {
  return {
    uptimeS: numberOf(row, 'uptime'),
    readOnly: flagOf(row, 'read_only'),
    superReadOnly: nullableFlagOf(row, 'super_read_only'),
    offlineMode: nullableFlagOf(row, 'offline_mode'),
    gtid: {
      kind: 'mysql',
      mode: textOf(row, 'gtid_mode'),
      executed: textOf(row, 'gtid_executed').replace(/\s+/g, ''),
      purged: textOf(row, 'gtid_purged').replace(/\s+/g, ''),
    },
    eventScheduler: textOf(row, 'event_scheduler'),
  };
}
