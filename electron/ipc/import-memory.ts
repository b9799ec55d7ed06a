import type { ImportEvent, ImportProgress } from '../../shared/import/import-events.ts';
import type { ImportRunEvent, ThroughputSample } from '../../shared/import/running-import.ts';
import { withThroughput } from '../../shared/import/throughput.ts';
import type { Memory } from './broadcast.ts';

/** The state of one import, told by its events. */
export interface ImportMemory extends Memory<ImportRunEvent> {
  now(): { readonly progress: ImportProgress | null; readonly stopping: boolean };
  finished(): boolean;
}

type EventOf<K extends ImportRunEvent['kind']> = Extract<ImportRunEvent, { kind: K }>;

const saidKept = 500;

export function createImportMemory(): ImportMemory {
  const tables = new Map<string, EventOf<'table-finished' | 'index-build'>>();
  let said: readonly ImportEvent[] = [];
  let samples: readonly ThroughputSample[] = [];
  let started: EventOf<'started'> | null = null;
  let progress: EventOf<'progress'> | null = null;
  let stopping: EventOf<'stopping'> | null = null;
  let finished: EventOf<'finished'> | null = null;
  return {
    advance(event) {
      switch (event.kind) {
        case 'started':
          started = event;
          return;
        case 'progress':
          progress = event;
          samples = withThroughput(samples, event.progress);
          return;
        case 'table-finished':
        case 'index-build':
          tables.set(JSON.stringify([event.table.schema, event.table.name]), event);
          return;
        case 'skipped':
        case 'note':
          said = [...said, event].slice(-saidKept);
          return;
        case 'stopping':
          stopping = event;
          return;
        case 'finished':
          finished = event;
          return;
        case 'history':
      }
    },
    replay: () =>
      [
        started,
        { kind: 'history', samples } as const,
        ...tables.values(),
        ...said,
        progress,
        stopping,
        finished,
      ].filter((event) => event !== null),
    now: () => ({ progress: progress?.progress ?? null, stopping: stopping !== null }),
    finished: () => finished !== null,
  };
}
