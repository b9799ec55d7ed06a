import type { DeathEvidence } from '../domain/evidence.ts';
import type { ServerId } from '../domain/server.ts';
import type { LeftBehind } from './outcome.ts';
import type { Acceptance, PlanPreview } from './preview.ts';

export interface FailoverRequest {
  readonly cluster: string;
  /** null: the best candidate. */
  readonly to: ServerId | null;
  readonly leaveBehind: readonly ServerId[];
  /** For how long the old source is kept closed when it comes back, h; 0: nobody does. */
  readonly dutyHours: number; // h
  /** A folder on this machine with the old source's binary log files: then the loss is told exactly. null: none. */
  readonly binlogs: string | null;
  /** The fence hooks are run first, although the old source still answers: it can't be closed. */
  readonly fence: boolean;
  readonly accept: readonly Acceptance[];
}

/** A replica as the next source: what it has, what it lacks, and why it was not chosen. */
export interface FailoverCandidate {
  readonly server: ServerId;
  readonly verdict: 'chosen' | 'possible' | 'blocked';
  /** How far it has received, in the source's coordinates or GTIDs. */
  readonly has: string;
  /** What the most advanced one has more; null: nothing. */
  readonly lacks: string | null;
  readonly reasons: readonly string[];
}

export interface FailoverPreview extends PlanPreview {
  readonly kind: 'failover';
  readonly source: ServerId | null;
  readonly candidate: ServerId | null;
  readonly evidence: DeathEvidence | null;
  readonly candidates: readonly FailoverCandidate[];
  /** What may be lost, in a sentence. */
  readonly loss: string;
  /** Servers that are not touched, each with its way back. */
  readonly leftBehind: readonly LeftBehind[];
  readonly dutyHours: number; // h
}
