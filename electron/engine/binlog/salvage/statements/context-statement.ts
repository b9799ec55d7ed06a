import { atLeast, parseVersion, type Version } from '../../../../../shared/domain/server.ts';
import type { QueryContext } from './query-context.ts';
import type { ApplyTarget } from './tail-statement.ts';

/** What of a statement’s event is not in its body. */
export interface StatementTime {
  readonly timestamp: number; // s since 1970
  /** The version of the server that logged it. */
  readonly sourceVersion: string;
}

/**
 * The SET statement that makes a session be as the one which ran the logged statement. As mysqlbinlog and mariadb-binlog
 * print it (log_event.cc, Query_log_event::print_query_header), save for autocommit: transactions are opened and ended
 * here by statements of their own.
 */
export function contextStatement(context: QueryContext, time: StatementTime, target: ApplyTarget): string {
  const assignments = [
    `timestamp=${String(time.timestamp)}.${String(context.microseconds).padStart(6, '0')}`,
    `pseudo_thread_id=${String(context.threadId)}`,
    ...flags(context, time, target),
    ...(context.sqlMode === null ? [] : [`sql_mode=${String(context.sqlMode)}`]),
    `auto_increment_increment=${String(context.autoIncrement?.increment ?? 1)}`,
    `auto_increment_offset=${String(context.autoIncrement?.offset ?? 1)}`,
    ...characterSets(context),
    ...(context.timeZone === null ? [] : [`time_zone=${hexText(context.timeZone)}`]),
    `lc_time_names=${String(context.lcTimeNames ?? 0)}`,
    `collation_database=${context.collationDatabase === null ? 'DEFAULT' : String(context.collationDatabase)}`,
    ...(target.version.family === 'mysql' ? ofMysql(context, target.version) : []),
  ];
  return `SET ${assignments.map((assignment) => `@@session.${assignment}`).join(', ')}`;
}

function flags({ flags: known }: QueryContext, time: StatementTime, { version }: ApplyTarget): string[] {
  if (known === null) return [];
  const mariadb = version.family === 'mariadb';
  return [
    `foreign_key_checks=${bit(known.foreignKeyChecks)}`,
    `sql_auto_is_null=${bit(known.autoIsNull)}`,
    `unique_checks=${bit(known.uniqueChecks)}`,
    ...(mariadb ? [`check_constraint_checks=${bit(known.checkConstraintChecks)}`] : []),
    ...(mariadb && logsExplicitDefaults(parseVersion(time.sourceVersion)) && logsExplicitDefaults(version)
      ? [`explicit_defaults_for_timestamp=${bit(known.explicitDefaultsForTimestamp)}`]
      : []),
  ];
}

/** MariaDB keeps it among the flags from 10.11 on (seen there; earlier ones are taken not to). */
function logsExplicitDefaults(version: Version): boolean {
  return version.family === 'mariadb' && atLeast(version, 10, 11);
}

/** By number: a name would stand for its default collation, and the number is logged again. */
function characterSets({ charset }: QueryContext): string[] {
  if (charset === null) return [];
  return [
    `character_set_client=${String(charset.client)}`,
    `collation_connection=${String(charset.connection)}`,
    `collation_server=${String(charset.server)}`,
  ];
}

function ofMysql(context: QueryContext, version: Version): string[] {
  const { explicitDefaultsForTimestamp, defaultCollationForUtf8mb4, sqlRequirePrimaryKey, defaultTableEncryption } =
    context;
  const since = (patch: number): boolean => atLeast(version, 8, 0, patch);
  return [
    ...(explicitDefaultsForTimestamp === null || !since(0)
      ? []
      : [`explicit_defaults_for_timestamp=${bit(explicitDefaultsForTimestamp)}`]),
    ...(defaultCollationForUtf8mb4 === null || !since(11)
      ? []
      : [`default_collation_for_utf8mb4=${String(defaultCollationForUtf8mb4)}`]),
    ...(sqlRequirePrimaryKey === null || !since(13) ? [] : [`sql_require_primary_key=${bit(sqlRequirePrimaryKey)}`]),
    ...(defaultTableEncryption === null || !since(16)
      ? []
      : [`default_table_encryption=${bit(defaultTableEncryption)}`]),
  ];
}

function bit(on: boolean): string {
  return on ? '1' : '0';
}

/** Text that no sql_mode and no character set of the session can change. */
function hexText(text: string): string {
  return text === '' ? "''" : `_utf8mb4 X'${Buffer.from(text, 'utf8').toString('hex')}'`;
}
