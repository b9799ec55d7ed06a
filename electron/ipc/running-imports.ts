import { SignalboxError } from '../../shared/domain/errors.ts';
import type { ImportPreview } from '../../shared/import/import-view.ts';
import type { ImportRunEvent, RunningImport } from '../../shared/import/running-import.ts';
import type { Acceptance } from '../../shared/plans/preview.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { broadcast } from './broadcast.ts';
import type { Broadcast } from './broadcast.ts';
import { createImportMemory } from './import-memory.ts';
import type { ImportMemory } from './import-memory.ts';

type Emit = (event: ImportRunEvent) => void;

export interface ImportOrder {
  readonly importId: string;
  readonly accept: readonly Acceptance[];
  readonly confirm: string | null;
}

/** The imports of this program. They belong to no window: closing or reloading one changes nothing. */
export interface RunningImports {
  /** A rehearsal was made, which may be run. */
  prepared(preview: ImportPreview): void;
  /** Resolves when it has begun; rejects with what is in its way. */
  begin(order: ImportOrder): Promise<void>;
  /** Rejects with `operation-unknown` for what has not run here, or has ended too long ago to be remembered. */
  follow(importId: string, emit: Emit, signal: AbortSignal): Promise<void>;
  /** Asks it to stop; what is committed stays. Rejects with `operation-unknown` where it does not run here. */
  cancel(importId: string): void;
  running(): readonly RunningImport[];
  busy(): boolean;
  /** Asks all that run to stop, and resolves when they have ended. */
  settle(): Promise<void>;
}

interface Run {
  readonly preview: ImportPreview;
  readonly startedAt: number; // epoch ms
  readonly memory: ImportMemory;
  readonly telling: Broadcast<ImportRunEvent>;
  readonly stop: () => void;
}

/** Ended imports that can still be followed, so that a window which was away sees the end. */
const endedKept = 20;
const previewsKept = 20;

/** `now` gives epoch ms. */
export function createRunningImports(engine: Engine, log: EngineOptions['log'], now = Date.now): RunningImports {
  let previews: readonly ImportPreview[] = [];
  let runs: readonly Run[] = [];
  const alive = (): readonly Run[] => runs.filter(({ telling }) => !telling.ended());
  const named = (importId: string, among: readonly Run[]): Run => {
    const run = among.findLast(({ preview }) => preview.importId === importId);
    if (run === undefined) throw new SignalboxError('operation-unknown', 'This import does not run here.');
    return run;
  };
  return {
    prepared(preview) {
      previews = [...previews, preview].slice(-previewsKept);
    },
    async begin(order) {
      const preview = previews.findLast(({ importId }) => importId === order.importId);
      if (preview === undefined) throw new SignalboxError('plan-unknown', 'This rehearsal is not known any more.');
      const { run, begun } = start(engine, { preview, order, startedAt: now() }, log);
      await begun;
      const ended = runs.filter(({ telling }) => telling.ended());
      runs = [...ended.slice(-endedKept), ...alive(), run];
    },
    follow: async (importId, emit, signal) => named(importId, runs).telling.follow(emit, signal),
    cancel: (importId) => named(importId, alive()).stop(),
    running: () => alive().map(viewOf),
    busy: () => alive().length > 0,
    async settle() {
      for (const { stop } of alive()) stop();
      await Promise.all(alive().map(({ telling }) => telling.settled));
    },
  };
}

interface Start {
  readonly preview: ImportPreview;
  readonly order: ImportOrder;
  readonly startedAt: number;
}

function start(
  engine: Engine,
  { preview, order, startedAt }: Start,
  log: EngineOptions['log'],
): { readonly run: Run; readonly begun: Promise<void> } {
  const memory = createImportMemory();
  const controller = new AbortController();
  const begun = Promise.withResolvers<undefined>();
  let tellAll: Emit = () => undefined;
  const telling = broadcast(memory, async (tell: Emit) => {
    tellAll = tell;
    const onBegun = (): void => {
      tell({ kind: 'started', startedAt, preview });
      begun.resolve(undefined);
    };
    try {
      const result = await engine.runImport({ ...order, signal: controller.signal, onBegun, onEvent: tell });
      tell({ kind: 'finished', result });
    } catch (error) {
      begun.reject(error);
      log('error', 'an import ended with an error', { importId: order.importId, error: String(error) });
      throw error;
    }
  });
  const stop = (): void => {
    if (memory.now().stopping || memory.finished()) return;
    tellAll({ kind: 'stopping' });
    controller.abort();
  };
  return { run: { preview, startedAt, memory, telling, stop }, begun: begun.promise };
}

function viewOf({ preview, startedAt, memory }: Run): RunningImport {
  const { importId, cluster, server, file } = preview;
  return { importId, cluster, server, file, startedAt, ...memory.now() };
}
