import type { ServerId } from '../domain/server.ts';
import type { ImportEvent, ImportProgress } from './import-events.ts';
import type { ImportPreview, ImportResult } from './import-view.ts';

/** What is told of an import to whoever follows it, from its beginning or from later. */
export type ImportRunEvent =
  | { readonly kind: 'started'; readonly startedAt: number; readonly preview: ImportPreview } // epoch ms
  /** How fast it was so far, oldest first, for who comes later. */
  | { readonly kind: 'history'; readonly samples: readonly ThroughputSample[] }
  | ImportEvent
  /** It was asked to stop. */
  | { readonly kind: 'stopping' }
  | { readonly kind: 'finished'; readonly result: ImportResult };

export interface ThroughputSample {
  readonly elapsedMs: number;
  readonly bytesPerSecond: number;
  readonly rowsPerSecond: number;
}

/** While a dump is looked through. */
export type ImportPreviewEvent =
  | { readonly kind: 'reading'; readonly readBytes: number; readonly storedBytes: number | null }
  | { readonly kind: 'prepared'; readonly preview: ImportPreview };

/** An import that this program runs. */
export interface RunningImport {
  readonly importId: string;
  readonly cluster: string;
  readonly server: ServerId;
  readonly file: string;
  readonly startedAt: number; // epoch ms
  readonly progress: ImportProgress | null;
  readonly stopping: boolean;
}

/** What was asked of an import and does not change what it has done, so that it can be asked again when it goes on. */
export interface AskedOfImport {
  readonly parallel: number | null;
  readonly skipErrors: readonly number[];
  readonly analyze: boolean;
  readonly checksum: boolean;
  readonly applyGtids: boolean;
}

/** An import that has begun and not come to its end, and that can be gone on with. */
export interface UnfinishedImport {
  readonly importId: string;
  readonly cluster: string;
  readonly server: ServerId;
  readonly file: string;
  readonly database: string | null;
  readonly logged: boolean;
  /** It drops tables that were in its way. */
  readonly overwrite: boolean;
  /** null: not known any more. */
  readonly asked: AskedOfImport | null;
  readonly startedAt: number; // epoch ms
  /** `cut-off`: its program is gone. */
  readonly state: 'running' | 'cut-off' | 'stopped' | 'cancelled';
}

/** A file that may be a dump, as far as its first bytes say. */
export interface DumpFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly packed: 'plain' | 'gzip' | 'zstd' | 'bzip2' | 'xz';
}
