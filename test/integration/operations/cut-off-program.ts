import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../../electron/engine/create-engine.ts';
import type { Journal } from '../../../electron/engine/journal/journal.ts';
import { openJournal } from '../../../electron/engine/journal/open-journal.ts';
import { testCluster } from '../../kit/engine.ts';

/**
 * A program of its own that begins a switchover and is killed, as by SIGKILL, right after an entry of one step is in
 * the journal: `cut-off-program.ts DIRECTORY TO KIND NODE`. With `stop` as a fifth argument it only says so and lives on.
 */
const [directory = '', to = '', kind = '', node = '', after = 'kill'] = process.argv.slice(2);

function cut(): void {
  writeSync(1, 'there\n');
  if (after === 'kill') process.kill(process.pid, 'SIGKILL');
}

function watched(journal: Journal): Journal {
  const append = journal.appendEntry.bind(journal);
  return Object.assign(journal, {
    appendEntry: (...[operation, entry]: Parameters<Journal['appendEntry']>) => {
      append(operation, entry);
      if (entry.kind === kind && entry.node === node) cut();
    },
  });
}

const engine = createEngine(
  {
    configPath: join(directory, 'signalbox.yaml'),
    dataDirectory: join(directory, 'data'),
    secrets: { get: () => Promise.resolve(null), set: () => Promise.resolve(), remove: () => Promise.resolve() },
    clock: Date.now,
    random: Math.random,
    log: () => undefined,
    askPassword: null,
  },
  { openJournal: (options) => watched(openJournal(options)) },
);
const { signal } = new AbortController();
const { planId, guards } = await engine.previewSwitchover(
  { cluster: testCluster, to, leaveBehind: [], accept: [] },
  signal,
);
if (planId === null) throw new Error(JSON.stringify(guards.filter((guard) => guard.verdict === 'block')));
const result = await engine.runPlan({ planId, accept: [], confirm: testCluster, signal, onEvent: () => undefined });
writeSync(1, `ended ${result.outcome} ${result.error?.message ?? ''}\n`);
await engine.close();
