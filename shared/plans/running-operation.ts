import type { StepView } from './outcome.ts';

/** An operation that this Signalbox is running now, as a window that comes later finds it. */
export interface RunningOperation {
  readonly operation: string;
  readonly cluster: string;
  readonly title: string;
  readonly startedAt: number; // epoch ms
  /** As they stand now. */
  readonly steps: readonly StepView[];
  /** It waits for this answer. */
  readonly question: {
    readonly step: string;
    readonly question: string;
    readonly choices: readonly { readonly id: string; readonly label: string }[];
  } | null;
  /** Why it is being undone; null while it goes forward. */
  readonly undoing: string | null;
}
