import { writeSync } from 'node:fs';
import { machinePrograms } from '../../../electron/engine/machine-programs.ts';
import { exampleOperation, exampleRecord } from '../../../electron/engine/journal/example-journal.ts';
import { openJournal } from '../../../electron/engine/journal/open-journal.ts';
import { reportOf } from '../../../shared/domain/errors.ts';

/**
 * A program of its own that writes into a journal: `writer.ts PATH records COUNT` or `writer.ts PATH operation`.
 * Says each id on a line once it is durable; `error CODE` when it fails.
 */
const [path = '', what, count] = process.argv.slice(2);

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

function writeRecords(total: number): void {
  const journal = openJournal({ path, clock: Date.now, random: Math.random, programs: machinePrograms });
  for (let written = 0; written < total; written += 1) {
    const records = journal.addRecords([exampleRecord({ note: 'x'.repeat(written % 5000) }), exampleRecord()]);
    say(records.map(({ id }) => id).join(' '));
  }
  journal.close();
}

/** Begins an operation, says its id, and lives on until it is killed. */
function holdOperation(): void {
  const journal = openJournal({ path, clock: Date.now, random: Math.random, programs: machinePrograms });
  const { id } = journal.beginOperation(exampleOperation());
  journal.appendEntry(id, { kind: 'begun', node: 'close', connectionId: 1, statements: [] });
  say(id);
  setInterval(() => undefined, 60_000);
}

try {
  if (what === 'operation') holdOperation();
  else writeRecords(Number(count));
} catch (thrown) {
  say(`error ${reportOf(thrown).code}`);
}
