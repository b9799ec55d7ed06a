import type { ClusterConfiguration } from '../../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import { parseVersion, type ServerId } from '../../../../shared/domain/server.ts';
import type { PlaceInLog } from '../../../../shared/plans/change-master/evidence.ts';
import { positionKind, type BinlogServer, type PositionKind } from '../../binlog/binlog.ts';
import type { ConnectionTarget, DumpConnector } from '../../connections/session.ts';
import type { SourceLogs } from './source-logs.ts';

export interface SourceLogsParts {
  readonly connector: DumpConnector;
  readonly target: (cluster: ClusterConfiguration, server: ServerId) => ConnectionTarget;
}

const bounds = { connectWithinMs: 5000, statementWithinMs: 10_000, silentWithinMs: 20_000 }; // ms

/** Reads the servers' binary logs as a replica would, with Signalbox's own account. */
export function sourceLogs({ connector, target }: SourceLogsParts): SourceLogs {
  const serverOf = (cluster: ClusterConfiguration, server: ServerId): BinlogServer => ({
    connector,
    target: target(cluster, server),
    bounds,
  });
  return {
    placeOf: (cluster, server, position, signal) => placeOf(serverOf(cluster, server), position, signal),
    firstGtid: (cluster, server, signal) => firstGtid(serverOf(cluster, server), signal),
  };
}

async function placeOf(server: BinlogServer, position: BinlogPosition, signal: AbortSignal): Promise<PlaceInLog> {
  try {
    return placeSaid(position, await positionKind(server, position, { signal }));
  } catch (error) {
    if (!(error instanceof SignalboxError) || error.code === 'cancelled') throw error;
    return { position, kind: 'unread', text: `its log could not be read there: ${error.message}` };
  }
}

function placeSaid(position: BinlogPosition, found: PositionKind): PlaceInLog {
  const at = formatPosition(position);
  switch (found.kind) {
    case 'transaction-start':
      return { position, kind: 'boundary', text: `the start of a transaction at ${at}` };
    case 'between-transactions':
      return { position, kind: 'boundary', text: `a place between transactions at ${at}` };
    case 'end-of-file':
      return { position, kind: 'boundary', text: `the end of that file at ${at}` };
    case 'end-of-log':
      return { position, kind: 'boundary', text: `its end at ${at}` };
    case 'inside-transaction':
      return {
        position,
        kind: found.kind,
        text: `${at} is in the middle of a transaction, which starts at ${formatPosition(found.start)}`,
      };
    case 'inside-event':
      return {
        position,
        kind: found.kind,
        text: `${at} is no event’s start; the event that holds it starts at ${formatPosition(found.event)}`,
      };
    case 'past-end':
      return {
        position,
        kind: found.kind,
        text: `${at} lies past the end of that file, which has ${String(found.size)} bytes`,
      };
    case 'no-such-file':
      return {
        position,
        kind: found.kind,
        text: `there is no ${position.file} (any more); it has ${found.first ?? 'none'} to ${found.last ?? 'none'}`,
      };
  }
}

/** BINLOG_GTID_POS reads what the file's own first event says; a name or number is never guessed. */
async function firstGtid(server: BinlogServer, signal: AbortSignal): Promise<string | null> {
  const options = { withinMs: bounds.statementWithinMs, signal };
  try {
    const session = await server.connector.openForDump(server.target, {
      connectWithinMs: bounds.connectWithinMs,
      signal,
    });
    try {
      const [version] = await session.query('SELECT VERSION() AS version', options);
      if (parseVersion(String(version?.['version'])).family !== 'mariadb') return null;
      const [first] = await session.query('SHOW BINARY LOGS', options);
      const file = String(first?.['Log_name'] ?? '');
      if (!/^[\w.-]+$/.test(file)) return null;
      const [row] = await session.query(`SELECT BINLOG_GTID_POS('${file}', 4) AS gtid`, options);
      return typeof row?.['gtid'] === 'string' ? row['gtid'] : null;
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof SignalboxError) || error.code === 'cancelled') throw error;
    return null;
  }
}
