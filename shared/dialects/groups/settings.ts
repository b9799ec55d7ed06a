import type { SettingsFacts } from '../../domain/facts.ts';
import { isOn, numberOf, variablesOf } from '../cells.ts';
import type { GroupReader, Query, Results } from '../dialect.ts';
import { absentErrors, deniedErrors } from '../server-errors.ts';
import type { Terms } from '../terms.ts';
import { binlogFiltersOf } from './binlog-status.ts';
import { managedMarks } from './managed.ts';

/** Variables whose difference between source and candidate matters. Source: the rulebook's section 2. */
const comparedNames = [
  'sql_mode',
  'character_set_server',
  'collation_server',
  'lower_case_table_names',
  'time_zone',
  'max_allowed_packet',
  'explicit_defaults_for_timestamp',
  'innodb_flush_log_at_trx_commit',
  'sync_binlog',
  'innodb_buffer_pool_size',
  'max_connections',
];

const readNames = [
  'log_bin',
  'binlog_format',
  'binlog_row_image',
  'gtid_mode',
  'lock_wait_timeout',
  'slave_parallel_workers',
  'replica_parallel_workers',
  'slave_preserve_commit_order',
  'replica_preserve_commit_order',
  'slave_parallel_threads',
  'wsrep_on',
  'ndb_connectstring',
  'aurora_version',
  'basedir',
  'version_comment',
];

export interface SettingsDifferences {
  readonly queries: readonly Query[];
  /** Marks of unsupported kinds of cluster that only this family has. */
  readonly marks: (results: Results) => readonly string[];
}

/** Variables and what else shapes a switch. SHOW answers about every name, also where the server has no such variable. */
export function settingsReader(terms: Terms, differences: SettingsDifferences): GroupReader<SettingsFacts> {
  const names = [...comparedNames, ...readNames, terms.logReplicaUpdates].map((name) => `'${name}'`).join(', ');
  return {
    queries: [
      { key: 'variables', sql: `SHOW GLOBAL VARIABLES WHERE Variable_name IN (${names})` },
      { key: 'binlogStatus', sql: terms.binlogStatus, tolerate: [...deniedErrors, ...absentErrors] },
      { key: 'clock', sql: 'SELECT @@timestamp AS now_s' },
      ...differences.queries,
    ],
    parse: (results) => {
      const variables = variablesOf(results['variables']);
      return {
        ...namedSettings(variables, terms),
        binlogFilters: binlogFiltersOf(results['binlogStatus']),
        serverTimeMs: Math.round(numberOf(results['clock']?.[0], 'now_s') * 1000),
        unsupportedMarks: [...managedMarks(variables), ...differences.marks(results)],
      };
    },
  };
}

type NamedSettings = Omit<SettingsFacts, 'binlogFilters' | 'serverTimeMs' | 'unsupportedMarks'>;

function namedSettings(variables: ReadonlyMap<string, string>, terms: Terms): NamedSettings {
  const has = (name: string): boolean => isOn(variables.get(name));
  return {
    logBin: has('log_bin'),
    logReplicaUpdates: has(terms.logReplicaUpdates),
    binlogFormat: variables.get('binlog_format') ?? 'ROW', // the only one left where the variable is gone
    binlogRowImage: variables.get('binlog_row_image') ?? 'FULL',
    gtidMode: variables.get('gtid_mode') ?? null,
    compared: Object.fromEntries(comparedNames.flatMap((name) => entryOf(name, variables.get(name)))),
    lockWaitTimeoutS: Number(variables.get('lock_wait_timeout') ?? 0),
    applier: applierOf(variables),
  };
}

/** Without a word of the order it is MariaDB, which keeps it, or MySQL 5.6, which does not. */
function applierOf(variables: ReadonlyMap<string, string>): SettingsFacts['applier'] {
  const threads = variables.get('slave_parallel_threads'); // MariaDB
  if (threads !== undefined) return { workers: Number(threads), keepsOrder: true };
  const workers = variables.get('replica_parallel_workers') ?? variables.get('slave_parallel_workers') ?? '0';
  const order = variables.get('replica_preserve_commit_order') ?? variables.get('slave_preserve_commit_order');
  return { workers: Number(workers), keepsOrder: isOn(order) };
}

function entryOf(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}
