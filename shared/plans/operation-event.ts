import type { OperationResult, StepView } from './outcome.ts';

/** What streams while an operation runs; each event replaces what it names. */
export type OperationEvent =
  | { readonly kind: 'started'; readonly operation: string; readonly steps: readonly StepView[] }
  | { readonly kind: 'step'; readonly step: StepView }
  | {
      readonly kind: 'question';
      readonly step: string;
      readonly question: string;
      readonly choices: readonly { readonly id: string; readonly label: string }[];
    }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'undoing'; readonly because: string }
  | { readonly kind: 'finished'; readonly result: OperationResult };
