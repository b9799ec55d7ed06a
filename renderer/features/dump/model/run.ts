import type { DumpPreview, DumpProgress } from '../../../../shared/domain/dump.ts';
import type { DumpEnd, DumpRunEvent, DumpSample } from '../../../../shared/domain/running-dump.ts';
import { withSample } from '../../../../shared/domain/thinned.ts';

/** A dump as far as it was told. */
export interface DumpSight {
  readonly preview: DumpPreview | null;
  readonly startedAt: number | null; // epoch ms
  readonly samples: readonly DumpSample[];
  readonly progress: DumpProgress | null;
  readonly stopping: boolean;
  readonly end: DumpEnd | null;
}

export const notYet: DumpSight = {
  preview: null,
  startedAt: null,
  samples: [],
  progress: null,
  stopping: false,
  end: null,
};

/** The dump after an event; `started` begins it anew, as when a connection comes back. */
export function foldDump(sight: DumpSight, event: DumpRunEvent): DumpSight {
  switch (event.kind) {
    case 'started':
      return { ...notYet, preview: event.preview, startedAt: event.startedAt };
    case 'history':
      return { ...sight, samples: event.samples };
    case 'progress': {
      const { progress, elapsedMs, bytesPerSecond } = event;
      return { ...sight, progress, samples: withSample(sight.samples, { elapsedMs, bytesPerSecond }) };
    }
    case 'stopping':
      return { ...sight, stopping: true };
    case 'finished':
      return { ...sight, end: event.end };
  }
}

/** What it does now. */
export function phaseText({ progress, stopping }: DumpSight): string {
  if (stopping) return 'Cancelling: what was stopped is started again first';
  switch (progress?.phase ?? 'stopping') {
    case 'stopping':
      return 'The SQL thread is being stopped';
    case 'snapshot':
      return 'The snapshot is being taken';
    case 'dumping':
      return 'Rows are written';
    case 'finishing':
      return 'The file is made durable';
  }
}

/** Whether the SQL thread is stopped now, in words; null where none is stopped for this dump. */
export function applierText({ preview, progress }: DumpSight): { readonly value: string; readonly of: string } | null {
  if (preview === null || preview.stopped === 'no') return null;
  const phase = progress?.phase ?? 'stopping';
  if (preview.stopped === 'whole') {
    return phase === 'finishing'
      ? { value: 'runs again', of: 'the dump is complete' }
      : { value: 'stopped', of: 'until the dump is complete' };
  }
  return phase === 'stopping' || phase === 'snapshot'
    ? { value: 'stopped', of: 'until the snapshot is taken' }
    : { value: 'runs again', of: 'the snapshot is taken' };
}

/** Tables before the one at hand, from 0 to 1 of all; null where it can't be told. */
export function shareOf({ preview, progress }: DumpSight): number | null {
  const all = preview?.tables ?? null;
  if (progress?.phase === 'finishing') return 1;
  if (all === null || all === 0) return null;
  return Math.min(1, Math.max(0, (progress?.tables ?? 0) - 1) / all);
}
