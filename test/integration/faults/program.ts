/**
 * The program under test: the real engine in a process of its own, which can be killed. Reads one job, a line of JSON,
 * from its standard input; reports in lines of JSON on descriptor 3. At the point where it is to stop it says so and
 * stands still, the whole process, until a byte comes on descriptor 4.
 */
import { readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import { createEngine } from '../../../electron/engine/create-engine.ts';
import { openJournal } from '../../../electron/engine/journal/open-journal.ts';
import { reportOf } from '../../../shared/domain/errors.ts';
import { doTask } from './do-task.ts';
import type { Job, Report } from './job.ts';
import { Points } from './points.ts';

const reportDescriptor = 3;
const goOnDescriptor = 4;

function say(report: Report): void {
  writeSync(reportDescriptor, `${JSON.stringify(report)}\n`);
}

function standStill(): void {
  if (readSync(goOnDescriptor, Buffer.alloc(1)) === 0) process.exit(1);
}

async function work(job: Job): Promise<void> {
  let stopAt = job.stopAt;
  const points = new Points((point) => {
    if (point !== stopAt) return;
    stopAt = null;
    say({ report: 'at', point });
    standStill();
  });
  const engine = createEngine(
    {
      configPath: join(job.home, 'signalbox.yaml'),
      dataDirectory: join(job.home, 'data'),
      secrets: { get: () => Promise.resolve(null), set: () => Promise.resolve(), remove: () => Promise.resolve() },
      clock: Date.now,
      random: Math.random,
      log: () => undefined,
      askPassword: null,
    },
    {
      connector: points.connector(createConnector(), (server) => job.via[server] ?? server),
      openJournal: (options) => points.journal(openJournal(options)),
    },
  );
  try {
    say(await doTask(engine, job.task, (event) => points.onEvent(event)));
  } catch (error) {
    say({ report: 'failure', error: reportOf(error) });
  }
  await engine.close();
}

say({ report: 'ready' });
const lines = createInterface({ input: process.stdin });
let working = false;
lines.on('line', (line) => {
  working = true;
  void work(JSON.parse(line) as Job).then(() => process.exit(0));
});
lines.on('close', () => {
  if (!working) process.exit(0);
});
