import type { DumpProgress } from '../../../shared/domain/dump.ts';

/** One run of a dump. */
export interface DumpRun {
  /** Agreed to what `DumpPreview.needsConsent` says. */
  readonly consent: boolean;
  /** Cancels: the file is removed, and what was stopped is started again. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DumpProgress) => void;
}
