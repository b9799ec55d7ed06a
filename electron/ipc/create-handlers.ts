import type { Engine } from '../engine/engine.ts';
import { appCalls } from './app-calls.ts';
import { clusterCalls } from './cluster-calls.ts';
import type { Handlers, HostInfo } from './handlers.ts';
import { importCalls, importStreams } from './import-handlers.ts';
import { journalCalls } from './journal-calls.ts';
import { createRunningImports } from './running-imports.ts';
import { createRunningOperations } from './running-operations.ts';
import { operationCalls, operationStreams } from './operation-handlers.ts';
import { topologyStreams } from './topology-streams.ts';
import { yardCalls, yardStreams } from './yard-handlers.ts';
import { createYardStart } from './yard-start.ts';

/** Implements the whole contract on an engine. One for each program: its operations and imports outlive every window. */
export function createHandlers(engine: Engine, host: HostInfo): Handlers {
  const operations = createRunningOperations(engine, host.log);
  const imports = createRunningImports(engine, host.log);
  const yard = createYardStart(engine);
  return {
    calls: {
      ...appCalls(engine, host),
      ...clusterCalls(engine),
      ...journalCalls(engine),
      ...operationCalls(engine, operations),
      ...importCalls(engine, host, imports),
      ...yardCalls(engine, yard),
    },
    streams: {
      ...topologyStreams(engine),
      ...operationStreams(operations),
      ...importStreams(engine, imports),
      ...yardStreams(yard),
    },
    operations,
    imports,
    yard,
    log: host.log,
  };
}
