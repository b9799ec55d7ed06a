import { createConnector } from '../../connections/connector.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import { loadDump } from '../load/load-dump.ts';
import type { LoadResult } from '../load/load-request.ts';
import { inspectDump } from '../preflight/inspect-dump.ts';
import { openDump } from '../sources/open-dump.ts';
import { referencesTo } from '../table/references-to.ts';
import { connectWithinMs, type ImportWork, type LoadEars, type LoadOrder, type OnRead } from './import-work.ts';

/** For a program that has nothing else to do meanwhile. */
export const inThisThread: ImportWork = { lookThrough, load };

async function lookThrough(path: string, onRead: OnRead, signal: AbortSignal): Promise<DumpModel> {
  const source = await openDump({ kind: 'file', path }, { signal });
  return inspectDump(source, { signal, onProgress: () => onRead(source.readBytes, source.storedBytes) });
}

async function load(order: LoadOrder, ears: LoadEars, signal: AbortSignal): Promise<LoadResult> {
  const { input, target, skipErrors, model, ...rest } = order;
  return loadDump({
    ...rest,
    ...ears,
    source: await openDump(input, { signal }),
    open: () => createConnector().openForBytes(target, { connectWithinMs, signal }),
    skipErrors: new Set(skipErrors),
    referenced: (table) => referencesTo(model, table),
    monotonic: () => performance.now(),
    signal,
  });
}
