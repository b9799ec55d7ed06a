import { SignalboxError } from '../../shared/domain/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { CallHandlers, HostInfo, StreamHandlers } from './handlers.ts';
import type { RunningDumps } from './running-dumps.ts';

type Calls =
  'dump.chooseFile' | 'dump.server' | 'dump.preview' | 'dump.begin' | 'dump.cancel' | 'dump.running' | 'dump.cutOff';

/** How the names of dumps end. A page is not trusted: it can have no file of another kind made. */
const endings = /\.(sql|gz|zst|zstd)$/i;

export function dumpCalls(engine: Engine, host: HostInfo, dumps: RunningDumps): CallHandlers<Calls> {
  return {
    'dump.chooseFile': async ({ suggested }) => ({ path: (await host.choosePlace?.(suggested)) ?? null }),
    'dump.server': (asked, { signal }) => engine.dumpable(asked, signal),
    'dump.preview': async (asked, { signal }) => {
      if (!endings.test(asked.out)) {
        throw new SignalboxError('bad-usage', 'Let the file’s name end in .sql, .sql.gz or .sql.zst.');
      }
      const request = { ...asked, program: null };
      return dumps.prepared(request, await engine.previewDump(request, signal));
    },
    'dump.begin': async ({ dumpId, consent }) => {
      await dumps.begin(dumpId, consent);
      return {};
    },
    'dump.cancel': ({ dumpId }) => {
      dumps.cancel(dumpId);
      return {};
    },
    'dump.running': () => [...dumps.running()],
    'dump.cutOff': ({ cluster }) => [...engine.cutOffDumps(cluster)],
  };
}

export function dumpStreams(dumps: RunningDumps): StreamHandlers<'dump.follow'> {
  return { 'dump.follow': ({ dumpId }, { emit, signal }) => dumps.follow(dumpId, emit, signal) };
}
