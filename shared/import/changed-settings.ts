import type { ServerId } from '../domain/server.ts';

/** What makes an import faster for the whole server, and less safe while it runs. */
export type SpeedUp =
  /** Commits are not flushed one by one: innodb_flush_log_at_trx_commit and sync_binlog. */
  | 'durability'
  /** InnoDB's redo log is off. MySQL 8.0.21+ */
  | 'redo-log';

export const speedSettings = ['innodb_flush_log_at_trx_commit', 'sync_binlog', 'innodb_redo_log'] as const;
export type SpeedSetting = (typeof speedSettings)[number];

/** A server-wide setting while an import runs. */
export interface ChangedSetting {
  readonly name: SpeedSetting;
  readonly before: string;
  readonly during: string;
}

/** What an import has changed and not set back, whose program is gone or gave up. */
export interface LeftSettings {
  readonly importId: string;
  readonly cluster: string;
  readonly server: ServerId;
  readonly startedAt: number; // epoch ms
  readonly settings: readonly ChangedSetting[];
}

/** What became of one of them. */
export interface RestoredSetting extends ChangedSetting {
  readonly now: string;
  /** `as-before`: it was already. `left`: somebody has set it to something else, which stays. `still-needed`: by another import that runs. */
  readonly how: 'restored' | 'as-before' | 'left' | 'still-needed';
}

/** `name = value` as people read it. */
export function settingInWords(name: SpeedSetting, value: string): string {
  return name === 'innodb_redo_log' ? `redo log ${value}` : `${name} = ${value}`;
}

/** What became of a setting, in a sentence. */
export function restoredInWords({ name, before, now, how }: RestoredSetting): string {
  const is = settingInWords(name, now);
  switch (how) {
    case 'restored':
      return `Set back: ${is}.`;
    case 'as-before':
      return `As before already: ${is}.`;
    case 'left':
      return `Somebody has changed it meanwhile, and it stays: ${is} (before the import: ${before}).`;
    case 'still-needed':
      return `Another import that runs still needs it, and sets it back: ${is}.`;
  }
}
