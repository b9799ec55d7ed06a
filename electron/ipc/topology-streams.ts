import type { Engine } from '../engine/engine.ts';
import type { StreamHandlers } from './handlers.ts';

export function topologyStreams(engine: Engine): StreamHandlers<'topology.watch'> {
  return { 'topology.watch': ({ cluster }, { emit, signal }) => engine.watch(cluster, emit, signal) };
}
