import { atLeast, type Version } from '../../../shared/domain/server.ts';
import type { OwnPositionBy } from '../../../shared/domain/dump.ts';

export interface ArgumentsRequest {
  readonly program: Version;
  readonly server: Version;
  readonly databases: readonly string[];
  readonly ownPosition: OwnPositionBy;
  /** The server has GTIDs on (MySQL). */
  readonly gtids: boolean;
}

/**
 * What the dump program is told, without the file of defaults, which comes first. One consistent snapshot, a row at a
 * time, with routines, triggers and events, of the databases named.
 */
export function dumpArguments({ program, server, databases, ownPosition, gtids }: ArgumentsRequest): readonly string[] {
  const asks = ownPosition === 'snapshot' || ownPosition === 'read-lock';
  return [
    '--single-transaction',
    '--quick',
    '--routines',
    '--triggers',
    '--events',
    '--comments',
    '--no-tablespaces', // else PROCESS is needed
    '--max-allowed-packet=1G',
    '--default-character-set=utf8mb4',
    ...(asks ? [`--${positionOption(program)}=2`] : []),
    ...mysqlOnly(program, server, gtids),
    '--databases',
    ...databases,
  ];
}

/**
 * Can this program say in a comment which GTIDs its snapshot has (MySQL 8.0.17+)? Older ones write a statement that
 * sets them, which a plain import would run.
 */
export function commentsGtids(program: Version): boolean {
  return program.family === 'mysql' && atLeast(program, 8, 0, 17);
}

function positionOption(program: Version): string {
  return program.family === 'mysql' && atLeast(program, 8, 0, 26) ? 'source-data' : 'master-data';
}

/** With GTIDs in a comment the dump turns off the binary log of whoever imports it, so that no new GTIDs are made. */
function mysqlOnly(program: Version, server: Version, gtids: boolean): readonly string[] {
  if (program.family !== 'mysql') return [];
  const purged = gtids && commentsGtids(program) ? 'COMMENTED' : 'OFF';
  const statistics = atLeast(program, 8) && !atLeast(server, 8) ? ['--column-statistics=0'] : [];
  return [`--set-gtid-purged=${purged}`, ...statistics];
}
