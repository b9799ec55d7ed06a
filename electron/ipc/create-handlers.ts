import type { Engine } from '../engine/engine.ts';
import { appCalls } from './app-calls.ts';
import { clusterCalls } from './cluster-calls.ts';
import { dumpCalls, dumpStreams } from './dump-handlers.ts';
import type { Handlers, HostInfo } from './handlers.ts';
import { importCalls, importStreams } from './import-handlers.ts';
import { journalCalls } from './journal-calls.ts';
import { createRunningDumps } from './running-dumps.ts';
import { createRunningImports } from './running-imports.ts';
import { createRunningOperations } from './running-operations.ts';
import { operationCalls, operationStreams } from './operation-handlers.ts';
import { topologyStreams } from './topology-streams.ts';
import { yardCalls, yardStreams } from './yard-handlers.ts';
import { createYardStart } from './yard-start.ts';

/** Implements the whole contract on an engine. One for each program: its operations, imports and dumps outlive every window. */
export function createHandlers(engine: Engine, host: HostInfo): Handlers {
  const operations = createRunningOperations(engine, host.log);
  const imports = createRunningImports(engine, host.log);
  const dumps = createRunningDumps(engine, host.log);
  const yard = createYardStart(engine);
  return {
    calls: {
      ...appCalls(engine, host),
      ...clusterCalls(engine),
      ...journalCalls(engine),
      ...operationCalls(engine, operations),
      ...importCalls(engine, host, imports),
      ...dumpCalls(engine, host, dumps),
      ...yardCalls(engine, yard),
    },
    streams: {
      ...topologyStreams(engine),
      ...operationStreams(operations),
      ...importStreams(engine, imports),
      ...dumpStreams(dumps),
      ...yardStreams(yard),
    },
    operations,
    imports,
    dumps,
    yard,
    log: host.log,
  };
}
