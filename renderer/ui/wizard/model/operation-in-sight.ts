import type { ErrorReport } from '../../../../shared/domain/errors.ts';
import type { OperationEvent } from '../../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../../shared/plans/outcome.ts';
import type { PlanInSight } from './plan-in-sight.ts';
import { finalSteps, foldRun, runOf } from './run.ts';
import type { Run } from './run.ts';

/** An operation while it runs, as this window sees it. */
export interface Running {
  readonly station: 'run';
  readonly plan: PlanInSight;
  readonly run: Run;
  /** The operator has asked to stop and undo. */
  readonly stopping: boolean;
  /** Why this window has lost sight of the operation; it runs on in the engine. */
  readonly lost: ErrorReport | null;
}

/** An operation that this window has seen end. */
export interface Finished {
  readonly station: 'done';
  readonly plan: PlanInSight;
  readonly run: Run;
  readonly result: OperationResult;
}

/** What happens to a running operation. `now` is epoch ms. */
export type RunAction =
  | { readonly kind: 'event'; readonly event: OperationEvent; readonly now: number }
  | { readonly kind: 'lost'; readonly error: ErrorReport }
  | { readonly kind: 'stop' }
  | { readonly kind: 'stop-failed' };

/** An operation in sight, before any of its events. */
export function running(plan: PlanInSight, operation: string | null): Running {
  return { station: 'run', plan, run: runOf(operation, []), stopping: false, lost: null };
}

/** The operation after what happened to it. */
export function reduceRunning(now: Running, action: RunAction): Running | Finished {
  switch (action.kind) {
    case 'event':
      return afterEvent(now, action.event, action.now);
    case 'lost':
      return { ...now, lost: action.error };
    case 'stop':
      return { ...now, stopping: true };
    case 'stop-failed':
      return { ...now, stopping: false };
  }
}

function afterEvent(running: Running, event: OperationEvent, now: number): Running | Finished {
  const { plan, run } = running;
  if (event.kind !== 'finished') return { ...running, lost: null, run: foldRun(run, event, now) };
  const { result } = event;
  return { station: 'done', plan, run: { ...run, steps: finalSteps(run, result) }, result };
}
