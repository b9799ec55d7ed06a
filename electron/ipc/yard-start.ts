import { SignalboxError } from '../../shared/domain/errors.ts';
import type { InputOf, YardProgress } from '../../shared/ipc/contract.ts';
import type { Engine } from '../engine/engine.ts';
import { broadcast } from './broadcast.ts';
import type { Broadcast } from './broadcast.ts';

export type YardOptions = InputOf<'yard.up'>;
type Emit = (progress: YardProgress) => void;

/** Starting the practice servers. It goes on without its window; who asks for the same joins it. */
export interface YardStart {
  /**
   * Resolves after `up` was told. Rejects with `yard-exists` while a different one is being started, else as the
   * engine does.
   */
  up(options: YardOptions, emit: Emit, signal: AbortSignal): Promise<void>;
  /** Ends a start that is under way. */
  abandon(): Promise<void>;
}

interface Start {
  readonly options: YardOptions;
  readonly telling: Broadcast<YardProgress>;
  readonly controller: AbortController;
}

export function createYardStart(engine: Engine): YardStart {
  let current: Start | null = null;
  return {
    async up(options, emit, signal) {
      if (current === null || current.telling.ended()) current = begin(engine, options);
      else if (!sameOptions(current.options, options)) {
        throw new SignalboxError('yard-exists', 'Another yard is being started: wait for it, or take it down first.');
      }
      await current.telling.follow(emit, signal);
    },
    async abandon() {
      current?.controller.abort();
      await current?.telling.settled;
    },
  };
}

function begin(engine: Engine, options: YardOptions): Start {
  const controller = new AbortController();
  const told: YardProgress[] = [];
  const memory = { advance: (progress: YardProgress) => void told.push(progress), replay: () => told };
  const telling = broadcast(memory, async (tell: Emit) => {
    const status = await engine.yardUp(options, tell, controller.signal);
    if (told.at(-1)?.kind !== 'up') tell({ kind: 'up', status });
  });
  return { options, telling, controller };
}

function sameOptions(a: YardOptions, b: YardOptions): boolean {
  return a.family === b.family && a.positions === b.positions && a.replicas === b.replicas && a.shape === b.shape;
}
