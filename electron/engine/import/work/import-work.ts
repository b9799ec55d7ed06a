import type { Row } from '../../../../shared/domain/row.ts';
import type { ImportEvent, SkippedStatement } from '../../../../shared/import/import-events.ts';
import type { ConnectionTarget } from '../../connections/session.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import type { DumpPlace } from '../load/load-error.ts';
import type { LoadRequest, LoadResult } from '../load/load-request.ts';
import type { DumpInput } from '../sources/dump-source.ts';

/** What reads a whole dump: much work for one thread, which in a program with windows is not the one that answers them. */
export interface ImportWork {
  /** Reads the dump once. @throws SignalboxError `dump-…`, `cancelled`, `import-worker-died` */
  lookThrough(path: string, onRead: OnRead, signal: AbortSignal): Promise<DumpModel>;
  /** @throws SignalboxError as `loadDump`; `import-worker-died`. */
  load(order: LoadOrder, ears: LoadEars, signal: AbortSignal): Promise<LoadResult>;
}

/** Of the file as stored. */
export type OnRead = (readBytes: number, storedBytes: number | null) => void;

/** See `LoadRequest`; plain data, but for where it comes from and goes to. */
export interface LoadOrder {
  readonly id: string;
  readonly input: DumpInput;
  readonly target: ConnectionTarget;
  readonly lanes: number;
  readonly database: string | null;
  readonly logged: boolean;
  readonly keepsMarks: boolean;
  readonly inOrder: boolean;
  readonly lockWaitSeconds: number; // s
  readonly overwritten: LoadRequest['overwritten'];
  readonly skipErrors: readonly number[];
  /** null: it was not looked through. */
  readonly model: DumpModel | null;
}

/** See `LoadRequest`. */
export interface LoadEars {
  readonly onSkipped: (skip: SkippedStatement, statement: Buffer) => void;
  readonly onLoaded: () => Promise<void>;
  readonly onWarnings: (rows: readonly Row[], place: DumpPlace, counted: number) => void;
  readonly onEvent: (event: ImportEvent) => void;
}

export const connectWithinMs = 5000; // ms
