import type { ChangedSetting, SpeedSetting, SpeedUp } from '../../../../shared/import/changed-settings.ts';

/** What a server has now; null where it has no such thing. */
export interface CurrentSettings {
  readonly flushLogAtCommit: string | null;
  readonly syncBinlog: string | null;
  readonly logBin: boolean;
  /** InnoDB's redo log is on; null: it can't be switched. */
  readonly redoLog: boolean | null;
}

/**
 * What is changed for this; nothing where it is so already. Of innodb_flush_log_at_trx_commit 2 and not 0: then a server
 * that is killed loses nothing, only a machine that goes down.
 */
export function settingChanges(speed: readonly SpeedUp[], current: CurrentSettings): readonly ChangedSetting[] {
  const { flushLogAtCommit: flush, syncBinlog: sync, logBin, redoLog } = current;
  const durability: readonly ChangedSetting[] = [
    ...(flush === null || ['0', '2'].includes(flush)
      ? []
      : [{ name: 'innodb_flush_log_at_trx_commit', before: flush, during: '2' } as const]),
    ...(sync === null || sync === '0' || !logBin ? [] : [{ name: 'sync_binlog', before: sync, during: '0' } as const]),
  ];
  const redo: readonly ChangedSetting[] =
    redoLog === true ? [{ name: 'innodb_redo_log', before: 'ON', during: 'OFF' }] : [];
  return [...(speed.includes('durability') ? durability : []), ...(speed.includes('redo-log') ? redo : [])];
}

/**
 * The changes with what each setting was before any import: another one that has changed it already knows that, and
 * what is there now is not it. `others`: what imports have changed on this server and not set back.
 */
export function withEarlier(
  changes: readonly ChangedSetting[],
  others: readonly ChangedSetting[],
  speed: readonly SpeedUp[],
): readonly ChangedSetting[] {
  const shared = others.filter(
    ({ name }, index) =>
      isPartOf(name, speed) &&
      !changes.some((change) => change.name === name) &&
      others.findIndex((other) => other.name === name) === index,
  );
  return [...changes, ...shared];
}

function isPartOf(name: SpeedSetting, speed: readonly SpeedUp[]): boolean {
  return speed.includes(name === 'innodb_redo_log' ? 'redo-log' : 'durability');
}
