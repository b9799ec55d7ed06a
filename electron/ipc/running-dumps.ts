import { randomUUID } from 'node:crypto';
import type { DumpPreview, DumpRequest } from '../../shared/domain/dump.ts';
import { reportOf, SignalboxError } from '../../shared/domain/errors.ts';
import type { DumpEnd, DumpRunEvent, PreparedDumpView, RunningDump } from '../../shared/domain/running-dump.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { broadcast, type Broadcast } from './broadcast.ts';
import { createDumpMemory, type DumpMemory } from './dump-memory.ts';
import { DumpPace } from './dump-pace.ts';

type Emit = (event: DumpRunEvent) => void;

/** The dumps of this program. They belong to no window: closing or reloading one changes nothing. */
export interface RunningDumps {
  /** Remembers what was looked at, so that it may be begun by its id. */
  prepared(request: DumpRequest, preview: DumpPreview): PreparedDumpView;
  /** Resolves when it has begun; rejects with what is in its way. */
  begin(dumpId: string, consent: boolean): Promise<void>;
  /** Rejects with `operation-unknown` for what has not run here, or has ended too long ago to be remembered. */
  follow(dumpId: string, emit: Emit, signal: AbortSignal): Promise<void>;
  /** Ends it without a file, once what was stopped runs again. Rejects with `operation-unknown` where it does not run. */
  cancel(dumpId: string): void;
  running(): readonly RunningDump[];
  busy(): boolean;
  /** Cancels all that run, and resolves when they have ended. */
  settle(): Promise<void>;
}

interface Prepared extends PreparedDumpView {
  readonly request: DumpRequest;
}

interface Run {
  readonly prepared: Prepared;
  readonly startedAt: number; // epoch ms
  readonly memory: DumpMemory;
  readonly telling: Broadcast<DumpRunEvent>;
  readonly stop: () => void;
}

/** Ended dumps that can still be followed, so that a window which was away sees the end. */
const endedKept = 20;
const previewsKept = 20;

/** `now` gives epoch ms. */
export function createRunningDumps(engine: Engine, log: EngineOptions['log'], now = Date.now): RunningDumps {
  let previews: readonly Prepared[] = [];
  let runs: readonly Run[] = [];
  const alive = (): readonly Run[] => runs.filter(({ telling }) => !telling.ended());
  const named = (dumpId: string, among: readonly Run[]): Run => {
    const run = among.findLast(({ prepared }) => prepared.dumpId === dumpId);
    if (run === undefined) throw new SignalboxError('operation-unknown', 'This dump does not run here.');
    return run;
  };
  return {
    prepared(request, preview) {
      const dumpId = randomUUID();
      previews = [...previews, { dumpId, request, preview }].slice(-previewsKept);
      return { dumpId, preview };
    },
    async begin(dumpId, consent) {
      const prepared = previews.find((one) => one.dumpId === dumpId);
      if (prepared === undefined)
        throw new SignalboxError('plan-unknown', 'This look is not known any more: look again.');
      previews = previews.filter((one) => one !== prepared);
      const { run, begun } = start(engine, { prepared, consent, now }, log);
      try {
        await begun;
      } catch (error) {
        previews = [...previews, prepared].slice(-previewsKept);
        throw error;
      }
      const ended = runs.filter(({ telling }) => telling.ended());
      runs = [...ended.slice(-endedKept), ...alive(), run];
    },
    follow: async (dumpId, emit, signal) => named(dumpId, runs).telling.follow(emit, signal),
    cancel: (dumpId) => named(dumpId, alive()).stop(),
    running: () => alive().map(viewOf),
    busy: () => alive().length > 0,
    async settle() {
      for (const { stop } of alive()) stop();
      await Promise.all(alive().map(({ telling }) => telling.settled));
    },
  };
}

interface Start {
  readonly prepared: Prepared;
  readonly consent: boolean;
  readonly now: () => number;
}

function start(
  engine: Engine,
  { prepared, consent, now }: Start,
  log: EngineOptions['log'],
): { readonly run: Run; readonly begun: Promise<void> } {
  const { request, preview, dumpId } = prepared;
  const startedAt = now();
  const memory = createDumpMemory();
  const controller = new AbortController();
  const begun = Promise.withResolvers<undefined>();
  const pace = new DumpPace(startedAt);
  let hasBegun = false;
  let tellAll: Emit = () => undefined;
  const telling = broadcast(memory, async (tell: Emit) => {
    tellAll = tell;
    const onProgress: Parameters<Engine['takeDump']>[1]['onProgress'] = (progress) => {
      if (!hasBegun) {
        hasBegun = true;
        tell({ kind: 'started', startedAt, preview });
        begun.resolve(undefined);
      }
      const event = pace.heard(progress, now());
      if (event !== null) tell(event);
    };
    try {
      const run = { consent, agreed: preview, signal: controller.signal, onProgress };
      const result = await engine.takeDump(request, run);
      tell({ kind: 'finished', end: { kind: 'done', result } });
    } catch (error) {
      begun.reject(error);
      log('error', 'a dump ended with an error', { dumpId, error: String(error) });
      if (!hasBegun) throw error;
      tell({ kind: 'finished', end: endOf(error) });
    }
  });
  const stop = (): void => {
    if (memory.now().stopping || memory.finished()) return;
    tellAll({ kind: 'stopping' });
    controller.abort();
  };
  return { run: { prepared, startedAt, memory, telling, stop }, begun: begun.promise };
}

function endOf(thrown: unknown): DumpEnd {
  const error = reportOf(thrown);
  return { kind: error.code === 'cancelled' ? 'cancelled' : 'failed', error };
}

function viewOf({ prepared: { dumpId, preview }, startedAt, memory }: Run): RunningDump {
  const { cluster, server, out } = preview;
  return { dumpId, cluster, server, out, startedAt, ...memory.now() };
}
