import type { SemiSyncReplica, SemiSyncSource } from '../domain/facts.ts';
import type { Sql } from './commands.ts';

export type SemiSyncWord = SemiSyncSource['word'] | SemiSyncReplica['word'];

/** The name of the switch of one role, as the server says it. */
export function semiSyncVariable(word: SemiSyncWord): string {
  return `rpl_semi_sync_${word}_enabled`;
}

/** A role on or off; `persisted`: also after a restart (MySQL 8+). */
export function switchSemiSync(word: SemiSyncWord, on: boolean, persisted: boolean): Sql {
  return `SET ${persisted ? 'PERSIST' : 'GLOBAL'} ${semiSyncVariable(word)} = ${on ? 'ON' : 'OFF'}`;
}
