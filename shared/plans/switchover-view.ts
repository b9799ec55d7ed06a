import type { ServerId } from '../domain/server.ts';
import type { Acceptance, PlanPreview } from './preview.ts';

export interface SwitchoverRequest {
  readonly cluster: string;
  readonly to: ServerId;
  readonly leaveBehind: readonly ServerId[];
  readonly accept: readonly Acceptance[];
}

export interface SwitchoverPreview extends PlanPreview {
  readonly kind: 'switchover';
  readonly source: ServerId | null;
  readonly candidate: ServerId;
}

/** A replica as a candidate, with why it can or can't. */
export interface CandidateView {
  readonly server: ServerId;
  readonly verdict: 'best' | 'possible' | 'warned' | 'blocked';
  readonly reasons: readonly string[];
}
