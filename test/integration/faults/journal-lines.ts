import { join } from 'node:path';
import { openJournal } from '../../../electron/engine/journal/open-journal.ts';
import { machinePrograms } from '../../../electron/engine/machine-programs.ts';

/** What a journal says of its operations, line by line, for whoever looks for what went wrong. */
export function journalLines(home: string): readonly string[] {
  const path = join(home, 'data', 'journal.sqlite');
  const journal = openJournal({ path, clock: Date.now, random: Math.random, programs: machinePrograms });
  try {
    const items = journal.list({ cluster: null, limit: 1000, before: null });
    return items.flatMap((item) => {
      if (item.kind !== 'operation') return [];
      const { id, outcome, entries } = journal.operation(item.operation.id);
      const lines = entries.map(({ at, entry }) => `${new Date(at).toISOString()} ${JSON.stringify(entry)}`);
      return [`${id} ${outcome ?? 'unfinished'}`, ...lines];
    });
  } finally {
    journal.close();
  }
}
