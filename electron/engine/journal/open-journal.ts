import { statSync } from 'node:fs';
import type { Journal } from './journal.ts';
import type { JournalOptions } from './journal-options.ts';
import { openDatabase } from './open-database.ts';
import { SqliteJournal } from './sqlite-journal.ts';

/**
 * Opens the journal at `options.path`; see docs/journal.md. Several programs may have it open at once.
 * @throws SignalboxError `journal-unwritable` or `journal-corrupt`.
 */
export function openJournal(options: JournalOptions): Journal {
  const db = openDatabase(options.path);
  return new SqliteJournal(db, statSync(options.path, { throwIfNoEntry: false })?.ino, options);
}
