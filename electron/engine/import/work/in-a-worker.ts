import { Worker } from 'node:worker_threads';
import { SignalboxError } from '../../../../shared/domain/errors.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import type { LoadResult } from '../load/load-request.ts';
import type { ImportWork, LoadEars, LoadOrder, OnRead } from './import-work.ts';
import { inThisThread } from './in-this-thread.ts';
import type { Answer, Report, Task, Word } from './messages.ts';
import { errorOf, failureOf } from './work-failure.ts';

/** In a thread of its own, so that the program goes on answering. Only what is on a disk: a stream stays here. */
export const inAWorker: ImportWork = { lookThrough, load };

/** Beside the bundle that this is in, as beside its source. */
const program = new URL(import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js', import.meta.url);

type Heard = Exclude<Report, { readonly kind: 'ask' | 'looked-through' | 'loaded' | 'failed' }>;

interface Ears {
  readonly on: (report: Heard) => void;
  readonly answer: (what: 'password' | 'loaded') => Promise<string>;
}

async function lookThrough(path: string, onRead: OnRead, signal: AbortSignal): Promise<DumpModel> {
  const ended = await runWorker(
    { kind: 'look-through', path },
    {
      on: (report) => {
        if (report.kind === 'read') onRead(report.readBytes, report.storedBytes);
      },
      answer: () => Promise.resolve(''),
    },
    signal,
  );
  if (ended.kind !== 'looked-through') throw new Error(`a dump that was looked through is not ${ended.kind}`);
  return ended.model;
}

async function load(order: LoadOrder, ears: LoadEars, signal: AbortSignal): Promise<LoadResult> {
  const { input, target, ...rest } = order;
  if (input.kind === 'stream') return inThisThread.load(order, ears, signal);
  const { password, ...where } = target;
  const ended = await runWorker(
    { kind: 'load', path: input.path, target: where, order: rest },
    { on: (report) => hear(report, ears), answer: (what) => answer(what, password, ears) },
    signal,
  );
  if (ended.kind !== 'loaded') throw new Error(`a dump that was loaded is not ${ended.kind}`);
  return ended.result;
}

async function answer(what: 'password' | 'loaded', password: () => Promise<string>, ears: LoadEars): Promise<string> {
  if (what === 'password') return password();
  await ears.onLoaded();
  return '';
}

function hear(report: Heard, ears: LoadEars): void {
  switch (report.kind) {
    case 'read':
      return;
    case 'event':
      ears.onEvent(report.event);
      return;
    case 'skipped':
      ears.onSkipped(report.skip, Buffer.from(report.statement));
      return;
    case 'warnings':
      ears.onWarnings(report.rows, report.place, report.counted);
      return;
  }
}

type Ended = Extract<Report, { readonly kind: 'looked-through' | 'loaded' }>;

/** @throws SignalboxError what the worker threw; `import-worker-died` */
function runWorker(task: Task, ears: Ears, signal: AbortSignal): Promise<Ended> {
  const worker = new Worker(program, { workerData: task, name: 'import', execArgv: [] });
  const say = (word: Word): void => worker.postMessage(word);
  const cancel = (): void => say({ kind: 'cancel' });
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  return new Promise<Ended>((resolve, reject) => {
    worker.on('message', (report: Report) => {
      switch (report.kind) {
        case 'looked-through':
        case 'loaded':
          resolve(report);
          return;
        case 'failed':
          reject(errorOf(report.failure));
          return;
        case 'ask':
          void answered(ears.answer(report.what)).then((given) =>
            say({ kind: 'answer', ask: report.ask, answer: given }),
          );
          return;
        case 'read':
        case 'event':
        case 'skipped':
        case 'warnings':
          ears.on(report);
          return;
      }
    });
    worker.on('error', (cause) => reject(died(cause)));
    worker.on('exit', () => reject(died(null)));
  }).finally(() => {
    signal.removeEventListener('abort', cancel);
    void worker.terminate();
  });
}

async function answered(asked: Promise<string>): Promise<Answer> {
  try {
    return { ok: true, value: await asked };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

function died(cause: unknown): SignalboxError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new SignalboxError(
    'import-worker-died',
    `The part of Signalbox that reads the dump came to an end${why}. What is committed by then stays.`,
    { cause },
  );
}
