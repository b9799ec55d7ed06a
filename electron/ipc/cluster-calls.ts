import type { Engine } from '../engine/engine.ts';
import type { CallHandlers } from './handlers.ts';

type Names =
  'clusters.list' | 'clusters.add' | 'clusters.update' | 'clusters.remove' | 'clusters.try' | 'clusters.password';

export function clusterCalls(engine: Engine): CallHandlers<Names> {
  return {
    'clusters.list': async () => [...(await engine.clusters())],
    'clusters.add': (draft) => engine.addCluster(draft),
    'clusters.update': ({ name, draft }) => engine.updateCluster(name, draft),
    'clusters.remove': async ({ name }) => {
      await engine.removeCluster(name);
      return {};
    },
    'clusters.try': (draft, { signal }) => engine.tryCluster(draft, signal),
    'clusters.password': async ({ name, password }) => {
      await engine.providePassword(name, password);
      return {};
    },
  };
}
