import type { ServerId } from '../domain/server.ts';
import type { GuardResult } from '../guards/verdict.ts';
import type { OperationResult, StepView } from './outcome.ts';

/** Acceptance of a warning or loss: by code, or by code on one server. */
export interface Acceptance {
  readonly code: string;
  readonly server: ServerId | null;
  readonly reason: string;
}

export interface SwitchoverRequest {
  readonly cluster: string;
  readonly to: ServerId;
  readonly leaveBehind: readonly ServerId[];
  readonly accept: readonly Acceptance[];
}

/** A rehearsed switchover: every guard asked on the live servers, every statement shown, nothing changed. */
export interface SwitchoverPreview {
  /** null when the plan can't be built; then a guard blocks. */
  readonly planId: string | null;
  readonly cluster: string;
  readonly environment: 'production' | 'staging' | 'development';
  readonly source: ServerId | null;
  readonly candidate: ServerId;
  readonly fingerprint: string | null;
  readonly builtAt: number; // epoch ms
  readonly guards: readonly GuardResult[];
  readonly steps: readonly StepView[];
  readonly line: { readonly beforeStep: string; readonly text: string } | null;
  readonly expect: readonly { readonly label: string; readonly text: string }[];
  /** No guard blocks and every loss is accepted. */
  readonly runnable: boolean;
}

/** A replica as a candidate, with why it can or can't. */
export interface CandidateView {
  readonly server: ServerId;
  readonly verdict: 'best' | 'possible' | 'warned' | 'blocked';
  readonly reasons: readonly string[];
}

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
