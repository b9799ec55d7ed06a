import { isOn, variablesOf } from '../../../../shared/dialects/cells.ts';
import type { Session } from '../../connections/session.ts';
import { readSetting } from './set-setting.ts';
import type { CurrentSettings } from './setting-changes.ts';

const names = ['innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin'];
const withinMs = 10_000; // ms

/** @throws SignalboxError as `Session.query`. */
export async function readCurrentSettings(session: Session): Promise<CurrentSettings> {
  const list = names.map((name) => `'${name}'`).join(', ');
  const rows = await session.query(`SHOW GLOBAL VARIABLES WHERE Variable_name IN (${list})`, { withinMs });
  const values = variablesOf(rows);
  const redo = await readSetting(session, 'innodb_redo_log');
  return {
    flushLogAtCommit: values.get('innodb_flush_log_at_trx_commit') ?? null,
    syncBinlog: values.get('sync_binlog') ?? null,
    logBin: isOn(values.get('log_bin')),
    redoLog: redo === null ? null : isOn(redo),
  };
}
