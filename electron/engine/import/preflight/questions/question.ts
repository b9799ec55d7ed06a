import type { Environment } from '../../../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../../../shared/domain/server.ts';
import type { Verdict } from '../../../../../shared/guards/verdict.ts';
import type { SpeedUp } from '../../../../../shared/import/changed-settings.ts';
import type { DumpModel } from '../../dump/dump-model.ts';
import type { NameKey } from '../same-name.ts';
import type { TargetFacts } from '../target-facts.ts';

/** What an operator asks for: this dump, to this server, in this way. */
export interface ImportQuestion {
  readonly server: ServerId;
  /** Where names without a database go; null: to those that the dump itself names. */
  readonly database: string | null;
  readonly environment: Environment;
  /** false: sql_log_bin = 0 was consented to. */
  readonly logged: boolean;
  /** The dump's GTID_PURGED or gtid_slave_pos is to be set. */
  readonly applyGtids: boolean;
  /** Tables that exist and that the dump makes without dropping them are to be dropped first. */
  readonly overwrite: boolean;
  /** What is done is kept in a table on the target, in the transactions of the rows themselves. */
  readonly progressTable: boolean;
  /** What is changed for the whole server while rows are loaded. */
  readonly speed: readonly SpeedUp[];
}

/** Everything a question is asked of. */
export interface ImportCase {
  readonly model: DumpModel;
  readonly target: TargetFacts;
  readonly question: ImportQuestion;
  readonly key: NameKey;
}

/** Every question of the preflight; docs/import.md has a line on each. */
export const importGuards = [
  'import-dump-complete',
  'import-dump-kind',
  'import-order',
  'import-origin',
  'import-system-schema',
  'import-coordinates',
  'import-gtids',
  'import-database',
  'import-database-missing',
  'import-names-case',
  'import-table-exists',
  'import-table-missing',
  'import-rows-dropped',
  'import-rows-added',
  'import-running-replica',
  'import-read-only',
  'import-production-master',
  'import-logged',
  'import-durability',
  'import-redo-log',
  'import-engines',
  'import-charsets',
  'import-packet',
  'import-disk',
  'import-privileges',
  'import-definers',
  'import-resumable',
  'import-primary-keys',
] as const;

export type ImportGuard = (typeof importGuards)[number];

/** A pure question; null: it does not arise. */
export type Ask = (asked: ImportCase) => Verdict | null;
