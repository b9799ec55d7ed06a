import type { Engine } from '../engine/engine.ts';
import type { CallHandlers, HostInfo } from './handlers.ts';

type Names = 'app.info' | 'preferences.get' | 'preferences.set';

export function appCalls(engine: Engine, host: HostInfo): CallHandlers<Names> {
  return {
    'app.info': async () => {
      const problems = await engine.problems();
      return {
        version: host.version,
        host: host.host,
        opening: host.opening,
        configPath: engine.configPath,
        dataDirectory: engine.dataDirectory,
        configError: problems.config,
        journalError: problems.journal,
      };
    },
    'preferences.get': () => engine.preferences(),
    'preferences.set': (preferences) => engine.setPreferences(preferences),
  };
}
