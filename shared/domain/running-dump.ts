import type { DumpPreview, DumpProgress, DumpResult } from './dump.ts';
import type { ErrorReport } from './errors.ts';
import type { ServerId } from './server.ts';

/** What is told of a dump to whoever follows it, from its beginning or from later. */
export type DumpRunEvent =
  | { readonly kind: 'started'; readonly startedAt: number; readonly preview: DumpPreview } // epoch ms
  /** How fast it was so far, oldest first, for who comes later. */
  | { readonly kind: 'history'; readonly samples: readonly DumpSample[] }
  | ({ readonly kind: 'progress'; readonly progress: DumpProgress } & DumpSample)
  /** It was asked to stop. */
  | { readonly kind: 'stopping' }
  | { readonly kind: 'finished'; readonly end: DumpEnd };

/** How a dump ended. Of one that is not complete no file is left. */
export type DumpEnd =
  | { readonly kind: 'done'; readonly result: DumpResult }
  | { readonly kind: 'cancelled'; readonly error: ErrorReport }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

export interface DumpSample {
  readonly elapsedMs: number; // ms
  /** Before compression, in the last seconds. */
  readonly bytesPerSecond: number;
}

/** A dump that was looked at and may be begun. */
export interface PreparedDumpView {
  readonly dumpId: string;
  readonly preview: DumpPreview;
}

/** A dump that this program takes. */
export interface RunningDump {
  readonly dumpId: string;
  readonly cluster: string;
  readonly server: ServerId;
  readonly out: string;
  readonly startedAt: number; // epoch ms
  readonly progress: DumpProgress | null;
  readonly stopping: boolean;
}
