/** The thread of an import: does the task that it was started for, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { inThisThread } from './in-this-thread.ts';
import type { Report, Task, Word } from './messages.ts';
import { errorOf, failureOf } from './work-failure.ts';

const readEveryMs = 50; // ms

if (parentPort === null) throw new Error('import-worker is started as a thread');
const port = parentPort;
const abort = new AbortController();
const waiting = new Map<
  number,
  { readonly resolve: (value: string) => void; readonly reject: (error: Error) => void }
>();

const report = (what: Report): void => port.postMessage(what);

function ask(what: 'password' | 'loaded'): Promise<string> {
  const id = waiting.size === 0 ? 1 : Math.max(...waiting.keys()) + 1;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    report({ kind: 'ask', ask: id, what });
  });
}

port.on('message', (word: Word) => {
  if (word.kind === 'cancel') {
    abort.abort();
    return;
  }
  const asked = waiting.get(word.ask);
  waiting.delete(word.ask);
  if (word.answer.ok) asked?.resolve(word.answer.value);
  else asked?.reject(errorOf(word.answer.failure));
});

/** Told at intervals: a dump has many pieces. */
function readTeller(): (readBytes: number, storedBytes: number | null) => void {
  let toldAt = -Infinity;
  return (readBytes, storedBytes) => {
    const now = performance.now();
    if (now - toldAt < readEveryMs) return;
    toldAt = now;
    report({ kind: 'read', readBytes, storedBytes });
  };
}

async function doTask(task: Task): Promise<Report> {
  switch (task.kind) {
    case 'look-through':
      return {
        kind: 'looked-through',
        model: await inThisThread.lookThrough(task.path, readTeller(), abort.signal),
      };
    case 'load': {
      const { path, target, order } = task;
      const result = await inThisThread.load(
        { ...order, input: { kind: 'file', path }, target: { ...target, password: () => ask('password') } },
        {
          onSkipped: (skip, statement) => report({ kind: 'skipped', skip, statement: new Uint8Array(statement) }),
          onLoaded: async () => {
            await ask('loaded');
          },
          onWarnings: (rows, place, counted) => report({ kind: 'warnings', rows, place, counted }),
          onEvent: (event) => report({ kind: 'event', event }),
        },
        abort.signal,
      );
      return { kind: 'loaded', result };
    }
  }
}

try {
  report(await doTask(workerData as Task));
} catch (error) {
  report({ kind: 'failed', failure: failureOf(error) });
} finally {
  port.close();
}
