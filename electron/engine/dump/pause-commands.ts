import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import { quoteText } from '../../../shared/dialects/quote.ts';
import { atLeast, type Version } from '../../../shared/domain/server.ts';

/** The SQL of one server version that pausing its appliers takes. */
export interface PauseCommands {
  stop(channel: string): string;
  start(channel: string): string;
  /**
   * Lets workers apply what lies between what they have applied, then stops (MySQL 5.6.6+).
   * Source: MySQL manual, “START REPLICA Statement”, SQL_AFTER_MTS_GAPS.
   */
  closeGaps(channel: string): string;
}

/** How a server is told to pause. */
export function pauseCommands(version: Version): PauseCommands {
  const own = dialectFor(version).commands;
  const replica = atLeast(version, 8, 0, 22) ? 'REPLICA' : 'SLAVE';
  const of = (channel: string): string => (atLeast(version, 5, 7) ? ` FOR CHANNEL ${quoteText(channel)}` : '');
  return {
    stop: (channel) => own.stopApplier(channel),
    start: (channel) => own.startApplier(channel),
    closeGaps: (channel) => `START ${replica} SQL_THREAD UNTIL SQL_AFTER_MTS_GAPS${of(channel)}`,
  };
}
