import { formatMariadbGtids, highestByDomain, parseMariadbGtids } from '../domain/gtid/mariadb-gtid.ts';
import { formatGtidSet, parseGtidSet } from '../domain/gtid/mysql-gtid-set.ts';
import type { ChannelFacts } from '../domain/channel.ts';
import type { StatusFacts } from '../domain/facts.ts';

/** Where a channel's applier stands, in its source's log, with what the server itself knows of its data. */
export interface StopPoint {
  readonly [key: string]: string | number | null;
  readonly file: string | null;
  readonly offset: number | null;
  /** MySQL: gtid_executed, normalised, where GTIDs are on. MariaDB: gtid_slave_pos. null without GTIDs. */
  readonly gtid: string | null;
}

/** A channel that is not there, or stands nowhere (reset), has no file. */
export function stopPointOf(status: StatusFacts | undefined, channel: string): StopPoint {
  const found = status?.channels.find(({ name }) => name === channel);
  const stands = found !== undefined && found.executed.file !== '';
  return {
    file: stands ? found.executed.file : null,
    offset: stands ? found.executed.offset : null,
    gtid: status === undefined ? null : appliedGtid(status),
  };
}

function appliedGtid({ gtid }: StatusFacts): string | null {
  switch (gtid.kind) {
    case 'none':
      return null;
    case 'mysql': {
      const set = gtid.mode === 'OFF' ? null : parseGtidSet(gtid.executed);
      return set === null ? null : formatGtidSet(set);
    }
    case 'mariadb': {
      const applied = parseMariadbGtids(gtid.slavePos);
      return applied === null ? null : formatMariadbGtids(highestByDomain(applied));
    }
  }
}

const waitsForMore = /has read all relay log/i; // MySQL 5.6 to 9, MariaDB 10 and 11

/**
 * Has the applier nothing left of what was received? By coordinates, or because it says that it waits for more: a
 * receiver that was stopped within a transaction leaves a part of it behind which is never applied.
 */
export function hasAppliedAll(status: StatusFacts | undefined, channel: ChannelFacts): boolean {
  const { executed, received } = channel;
  if (executed.file === received.file && executed.offset === received.offset) return true;
  const index = status?.channels.indexOf(channel) ?? -1;
  const raw = channelRow(status, channel.name) ?? status?.rawChannels[index];
  return waitsForMore.test(raw?.['Slave_SQL_Running_State'] ?? raw?.['Replica_SQL_Running_State'] ?? '');
}

function channelRow(status: StatusFacts | undefined, name: string): StatusFacts['rawChannels'][number] | undefined {
  return status?.rawChannels.find((row) => (row['Connection_name'] ?? row['Channel_Name'] ?? '') === name);
}
