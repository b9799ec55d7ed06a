import type { Row } from '../../../../shared/domain/row.ts';
import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { ImportEvent, SkippedStatement } from '../../../../shared/import/import-events.ts';
import type { ConnectionTarget } from '../../connections/session.ts';
import type { DumpModel } from '../dump/dump-model.ts';
import type { DumpPlace } from '../load/load-error.ts';
import type { LoadResult } from '../load/load-request.ts';
import type { LoadOrder } from './import-work.ts';

/** What a worker is started for; plain data, without the password. */
export type Task =
  | { readonly kind: 'look-through'; readonly path: string }
  | {
      readonly kind: 'load';
      readonly path: string;
      readonly target: Omit<ConnectionTarget, 'password'>;
      readonly order: Omit<LoadOrder, 'input' | 'target'>;
    };

/** To the worker. */
export type Word =
  { readonly kind: 'cancel' } | { readonly kind: 'answer'; readonly ask: number; readonly answer: Answer };

export type Answer =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly failure: WorkFailure };

/** Of the worker. */
export type Report =
  | { readonly kind: 'read'; readonly readBytes: number; readonly storedBytes: number | null }
  | { readonly kind: 'event'; readonly event: ImportEvent }
  | { readonly kind: 'skipped'; readonly skip: SkippedStatement; readonly statement: Uint8Array }
  | { readonly kind: 'warnings'; readonly rows: readonly Row[]; readonly place: DumpPlace; readonly counted: number }
  /** It waits for the answer: the password, each time it connects, and that its being loaded is written down. */
  | { readonly kind: 'ask'; readonly ask: number; readonly what: 'password' | 'loaded' }
  | { readonly kind: 'looked-through'; readonly model: DumpModel }
  | { readonly kind: 'loaded'; readonly result: LoadResult }
  | { readonly kind: 'failed'; readonly failure: WorkFailure };

/** An error as it crosses between threads: an expected one, or a bug with its stack. */
export type WorkFailure =
  | { readonly kind: 'expected'; readonly report: ErrorReport }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string };
