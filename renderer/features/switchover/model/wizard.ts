import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import type { OperationResult } from '../../../../shared/plans/outcome.ts';
import type { CandidateView, SwitchoverPreview } from '../../../../shared/plans/switchover-view.ts';
import { askAgain } from './asked.ts';
import type { Asked } from './asked.ts';
import { emptyDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { runOf } from './run.ts';
import type { Run } from './run.ts';

export const stations = ['choose', 'checks', 'plan', 'run', 'done'] as const;
export type Station = (typeof stations)[number];

/** What is known of the plan that runs: from its preview, or after a reload from the journal. */
export interface PlanInSight {
  readonly source: ServerId | null;
  readonly candidate: ServerId | null;
  readonly line: SwitchoverPreview['line'];
}

export interface Choosing {
  readonly station: 'choose';
  readonly draft: Draft;
  readonly candidates: Asked<readonly CandidateView[]>;
}

export interface Checking {
  readonly station: 'checks';
  readonly draft: Draft;
  readonly to: ServerId;
  readonly preview: Asked<SwitchoverPreview>;
  /** Why the engine refused to run the plan that was confirmed. */
  readonly refusal: ErrorReport | null;
}

export interface Planning {
  readonly station: 'plan';
  readonly draft: Draft;
  readonly preview: SwitchoverPreview;
  /** What has been typed to confirm. */
  readonly typed: string;
}

export interface Running {
  readonly station: 'run';
  readonly draft: Draft;
  readonly plan: PlanInSight;
  readonly run: Run;
  /** The operator has asked to stop and undo. */
  readonly stopping: boolean;
  /** Why this window has lost sight of the operation; it runs on in the engine. */
  readonly lost: ErrorReport | null;
}

export interface Finished {
  readonly station: 'done';
  readonly draft: Draft;
  readonly plan: PlanInSight;
  readonly run: Run;
  readonly result: OperationResult;
}

/** Where the operator stands, with exactly what is known there. */
export type Wizard = Choosing | Checking | Planning | Running | Finished;

/** The first station, keeping what had been chosen. */
export function choosing(draft: Draft = emptyDraft, candidates: Choosing['candidates'] = asking()): Choosing {
  return { station: 'choose', draft, candidates };
}

/** The checks for a candidate, being asked; the former answer stays in sight when it is about the same candidate. */
export function checking(draft: Draft, to: ServerId, preview: Asked<SwitchoverPreview> = asking()): Checking {
  return { station: 'checks', draft, to, preview: askAgain(preview), refusal: null };
}

/** An operation in sight, before any of its events. */
export function running(plan: PlanInSight, operation: string | null, draft: Draft = emptyDraft): Running {
  return { station: 'run', draft, plan, run: runOf(operation, []), stopping: false, lost: null };
}

function asking<T>(): Asked<T> {
  return { kind: 'asking', last: null };
}
