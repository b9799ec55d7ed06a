import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exampleOperation } from '../../electron/engine/journal/example-journal.ts';
import { openJournal } from '../../electron/engine/journal/open-journal.ts';
import { machinePrograms } from '../../electron/engine/machine-programs.ts';

/**
 * Durable journal entries a second, beside plain SQLite rows with the same durability on the same disk, in turns.
 * Run: npx node test/bench/journal-appends.ts [DIRECTORY]
 */
const rounds = 5;
const rowsARound = 400;
const directory = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'signalbox-bench-'));

const plain = new DatabaseSync(join(directory, 'plain.db'));
plain.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT)',
);
const insert = plain.prepare('INSERT INTO rows (body) VALUES (?)');
const path = join(directory, 'journal.db');
const journal = openJournal({ path, clock: Date.now, random: Math.random, programs: machinePrograms });
const { id } = journal.beginOperation(exampleOperation());

/** Rows a second. */
function rate(write: () => void): number {
  const start = performance.now();
  for (let row = 0; row < rowsARound; row += 1) write();
  return rowsARound / ((performance.now() - start) / 1000);
}

try {
  for (let round = 0; round < rounds; round += 1) {
    const peer = rate(() => insert.run('proved'));
    const own = rate(() => journal.appendEntry(id, { kind: 'proved', node: 'close', ms: 1 }));
    console.log(`journal ${own.toFixed(0)}/s, plain rows ${peer.toFixed(0)}/s, ratio ${(own / peer).toFixed(2)}`);
  }
} finally {
  journal.close();
  plain.close();
  rmSync(directory, { recursive: true, force: true });
}
