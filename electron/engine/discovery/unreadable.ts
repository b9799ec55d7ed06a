import type { Unreachable } from '../../../shared/analysis/topology/views.ts';
import type { Readings } from '../../../shared/domain/facts.ts';

/** Why a server that answers can't be used all the same: its status was refused. null where it can. */
export function unreadable(readings: Readings): Unreachable | null {
  const status = readings.status;
  if (status === undefined || status.ok) return null;
  const needed = 'Signalbox’s account needs REPLICATION CLIENT there; on MariaDB BINLOG MONITOR and SLAVE MONITOR.';
  return { code: status.code, message: `${status.message} ${needed}` };
}
