import { SignalboxError } from '../../shared/domain/errors.ts';
import type { ResumeWay } from '../../shared/domain/journal.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';
import type { Acceptance } from '../../shared/plans/preview.ts';
import type { OperationEvent } from '../../shared/plans/operation-event.ts';
import type { RunningOperation } from '../../shared/plans/running-operation.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { broadcast } from './broadcast.ts';
import type { Broadcast } from './broadcast.ts';
import { createOperationMemory } from './operation-memory.ts';
import type { OperationMemory } from './operation-memory.ts';

type Emit = (event: OperationEvent) => void;

export interface RunOrder {
  readonly planId: string;
  readonly accept: readonly Acceptance[];
  readonly confirm: string | null;
}

export interface ResumeOrder {
  readonly operation: string;
  readonly way: ResumeWay;
}

/** The operations of this program. They belong to no window: closing or reloading one changes nothing. */
export interface RunningOperations {
  /** Begins an operation and tells of it until it ends or `signal` aborts, which ends only the telling. */
  run(order: RunOrder, emit: Emit, signal: AbortSignal): Promise<void>;
  /** As `run`, of an operation that was cut off. */
  resume(order: ResumeOrder, emit: Emit, signal: AbortSignal): Promise<void>;
  /** Rejects with `operation-unknown` for what has not run here, or has ended too long ago to be remembered. */
  follow(operation: string, emit: Emit, signal: AbortSignal): Promise<void>;
  running(): readonly RunningOperation[];
  /** Whether any runs, without asking the journal what it is. */
  busy(): boolean;
  /** Asks all that run to stop and undo (past the line they go forward), and resolves when they have ended. */
  settle(): Promise<void>;
}

interface Run {
  readonly memory: OperationMemory;
  readonly telling: Broadcast<OperationEvent>;
}

/** Ended operations that can still be followed, so that a window which was away sees the end. */
const endedKept = 20;

export function createRunningOperations(engine: Engine, log: EngineOptions['log']): RunningOperations {
  let runs: readonly Run[] = [];
  const alive = (): readonly Run[] => runs.filter((run) => !run.telling.ended());
  const follow = (run: Run, emit: Emit, signal: AbortSignal): Promise<void> => {
    const ended = runs.filter((known) => known.telling.ended());
    runs = [...ended.slice(-endedKept), ...alive(), run];
    return run.telling.follow(emit, signal);
  };
  return {
    run: (order, emit, signal) =>
      follow(
        begin((telling) => engine.runPlan({ ...order, ...telling }), log),
        emit,
        signal,
      ),
    resume: (order, emit, signal) =>
      follow(
        begin((telling) => engine.resumeOperation({ ...order, ...telling }), log),
        emit,
        signal,
      ),
    follow: async (operation, emit, signal) => {
      const run = runs.findLast((known) => known.memory.operation() === operation);
      if (run === undefined) {
        throw new SignalboxError('operation-unknown', 'This operation does not run here; the journal may have it.');
      }
      await run.telling.follow(emit, signal);
    },
    running: () => alive().flatMap((run) => viewOf(engine, run.memory)),
    busy: () => alive().length > 0,
    async settle() {
      for (const run of alive()) stop(engine, run.memory, log);
      await Promise.all(alive().map((run) => run.telling.settled));
    },
  };
}

interface Telling {
  readonly signal: AbortSignal;
  readonly onEvent: Emit;
}

function begin(work: (telling: Telling) => Promise<OperationResult>, log: EngineOptions['log']): Run {
  const memory = createOperationMemory();
  const telling = broadcast(memory, async (tell: Emit) => {
    try {
      const { signal } = new AbortController();
      const result = await work({ signal, onEvent: tell });
      if (!memory.finished()) tell({ kind: 'finished', result });
    } catch (error) {
      log('error', 'an operation ended with an error', { operation: memory.operation(), error: String(error) });
      throw error;
    }
  });
  return { memory, telling };
}

/** The journal knows what it is; it is written before anything runs. */
function viewOf(engine: Engine, memory: OperationMemory): readonly RunningOperation[] {
  const operation = memory.operation();
  if (operation === null || memory.finished()) return [];
  const { cluster, title, startedAt } = engine.journalOperation(operation);
  return [{ operation, cluster, title, startedAt, ...memory.now() }];
}

function stop(engine: Engine, memory: OperationMemory, log: EngineOptions['log']): void {
  const operation = memory.operation();
  if (operation === null) return;
  try {
    engine.cancel(operation);
  } catch (error) {
    log('warn', 'an operation could not be asked to stop', { operation, error: String(error) });
  }
}
