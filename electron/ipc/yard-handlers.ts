import type { Engine } from '../engine/engine.ts';
import type { CallHandlers, StreamHandlers } from './handlers.ts';
import type { YardStart } from './yard-start.ts';

export function yardCalls(engine: Engine, yard: YardStart): CallHandlers<'yard.status' | 'yard.down'> {
  return {
    'yard.status': () => engine.yardStatus(),
    'yard.down': async () => {
      await yard.abandon();
      return engine.yardDown();
    },
  };
}

export function yardStreams(yard: YardStart): StreamHandlers<'yard.up'> {
  return { 'yard.up': (options, { emit, signal }) => yard.up(options, emit, signal) };
}
