import { isOn, textOf, variablesOf } from '../../../../../shared/dialects/cells.ts';
import type { Family } from '../../../../../shared/domain/server.ts';
import type { TargetGtid, TargetSettings } from '../target-facts.ts';
import type { Reader } from './reader.ts';

const names = [
  'read_only',
  'super_read_only',
  'log_bin',
  'log_bin_trust_function_creators',
  'max_allowed_packet',
  'lower_case_table_names',
  'sql_mode',
  'innodb_flush_log_at_trx_commit',
  'sync_binlog',
  'gtid_mode',
  'gtid_executed',
  'gtid_purged',
  'gtid_slave_pos',
  'gtid_binlog_pos',
  'gtid_strict_mode',
];

/** Global variables, which every account may read. Throws as `Session.query`. */
export async function readSettings(
  reader: Reader,
  family: Family,
): Promise<{ readonly settings: TargetSettings; readonly gtid: TargetGtid }> {
  const list = names.map((name) => `'${name}'`).join(', ');
  const values = variablesOf(await reader.rows(`SHOW GLOBAL VARIABLES WHERE Variable_name IN (${list})`));
  const superReadOnly = values.get('super_read_only');
  return {
    settings: {
      readOnly: isOn(values.get('read_only')),
      superReadOnly: superReadOnly === undefined ? null : isOn(superReadOnly),
      logBin: isOn(values.get('log_bin')),
      trustFunctionCreators: isOn(values.get('log_bin_trust_function_creators')),
      maxAllowedPacket: Number(values.get('max_allowed_packet') ?? 0),
      lowerCaseTableNames: Number(values.get('lower_case_table_names') ?? 0),
      sqlMode: values.get('sql_mode') ?? '',
      flushLogAtCommit: values.get('innodb_flush_log_at_trx_commit') ?? null,
      syncBinlog: values.get('sync_binlog') ?? null,
      redoLog: await readRedoLog(reader),
    },
    gtid: gtidOf(values, family),
  };
}

async function readRedoLog(reader: Reader): Promise<boolean | null> {
  const [row] = await reader.rows(String.raw`SHOW GLOBAL STATUS LIKE 'Innodb\_redo\_log\_enabled'`);
  return row === undefined ? null : isOn(textOf(row, 'Value'));
}

function gtidOf(values: ReadonlyMap<string, string>, family: Family): TargetGtid {
  const text = (name: string): string => (values.get(name) ?? '').replaceAll(/\s+/g, '');
  if (family === 'mariadb') {
    const strict = isOn(values.get('gtid_strict_mode'));
    return { kind: 'mariadb', slavePos: text('gtid_slave_pos'), binlogPos: text('gtid_binlog_pos'), strict };
  }
  const mode = values.get('gtid_mode') ?? 'OFF';
  return { kind: 'mysql', mode, executed: text('gtid_executed'), purged: text('gtid_purged') };
}
