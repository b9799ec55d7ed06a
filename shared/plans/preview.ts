import type { GuardResult } from '../guards/verdict.ts';
import type { ServerId } from '../domain/server.ts';
import type { StepView } from './outcome.ts';
import type { PlanKind } from './plan.ts';

/** Acceptance of a warning or loss: by code, or by code on one server. */
export interface Acceptance {
  readonly code: string;
  readonly server: ServerId | null;
  readonly reason: string;
}

/** What a plan comes to, in sentences without a full stop; `{source}` and `{replica}` stand for the user's words. */
export interface PlanSentences {
  /** Short, for headlines: `db1:3306 → db2:3306`. */
  readonly title: string;
  /** What is about to happen: `db2:3306 becomes the {source} of shop`. */
  readonly intent: string;
  readonly done: string;
  readonly undone: string;
}

/** A rehearsed plan: every guard asked on the live servers, every statement shown, nothing changed. */
export interface PlanPreview {
  /** null when the plan can't be built; then a guard blocks. */
  readonly planId: string | null;
  readonly kind: PlanKind;
  readonly cluster: string;
  readonly environment: 'production' | 'staging' | 'development';
  readonly fingerprint: string | null;
  readonly builtAt: number; // epoch ms
  readonly guards: readonly GuardResult[];
  readonly steps: readonly StepView[];
  readonly line: { readonly beforeStep: string; readonly text: string } | null;
  readonly expect: readonly { readonly label: string; readonly text: string }[];
  readonly said: PlanSentences;
  /** No guard blocks and every loss is accepted. */
  readonly runnable: boolean;
}
