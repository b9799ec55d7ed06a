import type { StatusFacts } from '../../domain/facts.ts';
import type { Row } from '../../domain/row.ts';
import { filledTextOf, flagOf, numberOf, textOf } from '../cells.ts';
import type { GroupReader } from '../dialect.ts';
import { positionOf } from '../groups/binlog-status.ts';
import { channelsOf, rawRows, type ChannelDifferences } from '../groups/channels.ts';
import { mariadbTerms } from '../terms.ts';

const variables = `SELECT @@global.read_only AS read_only, @@global.event_scheduler AS event_scheduler,
  @@global.gtid_binlog_pos AS binlog_pos, @@global.gtid_binlog_state AS binlog_state,
  @@global.gtid_slave_pos AS slave_pos, @@global.gtid_current_pos AS current_pos,
  @@global.gtid_strict_mode AS strict_mode, @@global.gtid_domain_id AS domain_id,
  (SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME') AS uptime`;

const positioningNames = { No: 'file', Slave_Pos: 'slave_pos', Current_Pos: 'current_pos' } as const;

const differences: ChannelDifferences = {
  nameColumn: 'Connection_name',
  positioning: (row) => {
    const text = textOf(row, 'Using_Gtid');
    return text === 'Slave_Pos' || text === 'Current_Pos' ? positioningNames[text] : 'file';
  },
  receivedGtid: (row) => filledTextOf(row, 'Gtid_IO_Pos'),
  sourceUuid: () => null,
  getPublicKey: () => false,
};

/** What changes every second. Channels are read before the server's own log, so that a copy never looks ahead. */
export const mariadbStatusReader: GroupReader<StatusFacts> = {
  queries: [
    { key: 'channels', sql: mariadbTerms.replicaStatus },
    { key: 'variables', sql: variables },
    { key: 'binlog', sql: mariadbTerms.binlogStatus },
  ],
  parse: (results) => statusOf(results['variables']?.[0], results['binlog'], results['channels'] ?? []),
};

function statusOf(row: Row | undefined, binlog: readonly Row[] | undefined, channels: readonly Row[]): StatusFacts {
  return {
    uptimeS: numberOf(row, 'uptime'),
    readOnly: flagOf(row, 'read_only'),
    superReadOnly: null,
    offlineMode: null,
    position: positionOf(binlog),
    gtid: {
      kind: 'mariadb',
      binlogPos: textOf(row, 'binlog_pos'),
      binlogState: textOf(row, 'binlog_state'),
      slavePos: textOf(row, 'slave_pos'),
      currentPos: textOf(row, 'current_pos'),
      strict: flagOf(row, 'strict_mode'),
      domainId: numberOf(row, 'domain_id'),
    },
    channels: channelsOf(channels, mariadbTerms, differences),
    rawChannels: rawRows(channels),
    eventScheduler: textOf(row, 'event_scheduler'),
  };
}
