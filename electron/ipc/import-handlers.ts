import type { Engine } from '../engine/engine.ts';
import type { CallHandlers, HostInfo, StreamHandlers } from './handlers.ts';
import type { RunningImports } from './running-imports.ts';

type Calls =
  | 'import.chooseFile'
  | 'import.file'
  | 'import.begin'
  | 'import.cancel'
  | 'import.running'
  | 'import.unfinished'
  | 'import.forget'
  | 'import.leftSettings'
  | 'import.restoreSettings';

export function importCalls(engine: Engine, host: HostInfo, imports: RunningImports): CallHandlers<Calls> {
  return {
    'import.chooseFile': async () => ({ path: (await host.chooseDump?.()) ?? null }),
    'import.file': ({ path }) => engine.dumpFile(path),
    'import.begin': async (order) => {
      await imports.begin(order);
      return {};
    },
    'import.cancel': ({ importId }) => {
      imports.cancel(importId);
      return {};
    },
    'import.running': () => [...imports.running()],
    'import.unfinished': async ({ cluster }) => [...(await engine.unfinishedImports(cluster))],
    'import.forget': async ({ importId }) => {
      await engine.forgetImport(importId);
      return {};
    },
    'import.leftSettings': async () => [...(await engine.leftSettings())],
    'import.restoreSettings': async ({ server }, { signal }) => [...(await engine.restoreSettings(server, signal))],
  };
}

export function importStreams(
  engine: Engine,
  imports: RunningImports,
): StreamHandlers<'import.preview' | 'import.follow'> {
  return {
    'import.preview': async (request, { emit, signal }) => {
      const onRead = (readBytes: number, storedBytes: number | null): void =>
        emit({ kind: 'reading', readBytes, storedBytes });
      const preview = await engine.previewImport(request, null, onRead, signal);
      imports.prepared(preview);
      emit({ kind: 'prepared', preview });
    },
    'import.follow': ({ importId }, { emit, signal }) => imports.follow(importId, emit, signal),
  };
}
