import { parseVersion } from '../../../../shared/domain/server.ts';
import type { QueryOptions, Session } from '../../connections/session.ts';
import type { ApplyTarget } from './statements/tail-statement.ts';

/**
 * Makes a session ready for a tail: statements apply as a replica’s would (pseudo_slave_mode: XA transactions are let go
 * once prepared), nothing of the session’s own interferes, and MariaDB’s log is not filled with the BINLOG statements
 * themselves. Returns what the statements must be made for. The session is of use for nothing else afterwards.
 * @throws SignalboxError as `Session.query`.
 */
export async function prepareSession(session: Session, options: QueryOptions): Promise<ApplyTarget> {
  const [row] = await session.query(
    'SELECT VERSION() AS version, @@max_allowed_packet AS packet, @@session.binlog_format AS format',
    options,
  );
  const version = parseVersion(String(row?.['version']));
  const mariadb = version.family === 'mariadb';
  const format = String(row?.['format']).toUpperCase();
  const settings = [
    'pseudo_slave_mode = 1',
    'autocommit = 1',
    'completion_type = 0',
    'sql_safe_updates = 0',
    'sql_select_limit = DEFAULT',
    // Row events can’t be logged as statements (ER_BINLOG_ROW_INJECTION_AND_STMT_MODE).
    ...(format === 'STATEMENT' ? ["binlog_format = 'MIXED'"] : []),
    ...(mariadb ? ['binlog_annotate_row_events = 0', 'max_statement_time = 0'] : []),
  ];
  await session.query(`SET ${settings.map((setting) => `@@session.${setting}`).join(', ')}`, options);
  const collations = await session.query(
    'SELECT ID AS id, COLLATION_NAME AS collation, CHARACTER_SET_NAME AS charset FROM information_schema.COLLATIONS WHERE ID IS NOT NULL',
    options,
  );
  return {
    version,
    maxAllowedPacket: Number(row?.['packet']),
    collations: new Map(
      collations.map((each) => [
        Number(each['id']),
        { collation: String(each['collation']), charset: String(each['charset']) },
      ]),
    ),
  };
}
