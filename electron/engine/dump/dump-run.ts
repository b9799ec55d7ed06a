import type { DumpPreview, DumpProgress } from '../../../shared/domain/dump.ts';

/** One run of a dump. */
export interface DumpRun {
  /** Agreed to what `DumpPreview.needsConsent` says. */
  readonly consent: boolean;
  /** What was shown to whoever agreed: where the dump would do something else by now it is refused. */
  readonly agreed?: DumpPreview | undefined;
  /** Cancels: the file is removed, and what was stopped is started again. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DumpProgress) => void;
}
