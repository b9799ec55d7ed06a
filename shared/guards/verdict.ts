import type { ServerId } from '../domain/server.ts';

export type VerdictKind = 'pass' | 'warn' | 'loss' | 'block';

export interface Verdict {
  readonly verdict: VerdictKind;
  /** One sentence with the evidence in it. */
  readonly message: string;
  /** How to make it pass; null when it passes. */
  readonly cure: string | null;
}

/** A guard's answer about one server (null: about the cluster). */
export interface GuardResult extends Verdict {
  readonly code: string;
  readonly server: ServerId | null;
  /** The operator's reason, where a warning or loss was accepted. */
  readonly accepted: string | null;
}
