import type { DumpProgress } from '../../shared/domain/dump.ts';
import type { DumpRunEvent, DumpSample } from '../../shared/domain/running-dump.ts';
import { withSample } from '../../shared/domain/thinned.ts';
import type { Memory } from './broadcast.ts';

/** The state of one dump, told by its events. */
export interface DumpMemory extends Memory<DumpRunEvent> {
  now(): { readonly progress: DumpProgress | null; readonly stopping: boolean };
  finished(): boolean;
}

type EventOf<K extends DumpRunEvent['kind']> = Extract<DumpRunEvent, { kind: K }>;

export function createDumpMemory(): DumpMemory {
  let samples: readonly DumpSample[] = [];
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
        case 'progress': {
          progress = event;
          const { elapsedMs, bytesPerSecond } = event;
          samples = withSample(samples, { elapsedMs, bytesPerSecond });
          return;
        }
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
      [started, { kind: 'history', samples } as const, progress, stopping, finished].filter((event) => event !== null),
    now: () => ({ progress: progress?.progress ?? null, stopping: stopping !== null }),
    finished: () => finished !== null,
  };
}
