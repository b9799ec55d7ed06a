import type { OperationResult, StepView } from '../../../../shared/plans/outcome.ts';
import type { OperationEvent } from '../../../../shared/plans/operation-event.ts';

/** How long ordinary clients could not write, as seen from here; the measured time is in the result. */
export type Blocked =
  | { readonly kind: 'not-yet' }
  /** `exact` is false where this window was opened after writes had stopped: then it is at least so long. */
  | { readonly kind: 'since'; readonly at: number; readonly exact: boolean } // epoch ms
  | { readonly kind: 'over'; readonly ms: number };

export interface Question {
  readonly step: string;
  readonly question: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
}

/** A running operation, as far as its events have told. */
export interface Run {
  /** null until the engine has begun it. */
  readonly operation: string | null;
  readonly steps: readonly StepView[];
  readonly question: Question | null;
  readonly notes: readonly string[];
  /** Why it is being undone; null while it goes forward. */
  readonly undoing: string | null;
  readonly blocked: Blocked;
}

/** A run of these steps before its first event. */
export function runOf(operation: string | null, steps: readonly StepView[]): Run {
  return { operation, steps, question: null, notes: [], undoing: null, blocked: { kind: 'not-yet' } };
}

/** Events before the last one; `finished` carries the result and ends the run. */
export type RunEvent = Exclude<OperationEvent, { kind: 'finished' }>;

/** The run after an event. `now` (epoch ms) is when the event arrived. */
export function foldRun(run: Run, event: RunEvent, now: number): Run {
  switch (event.kind) {
    case 'started':
      return {
        ...run,
        operation: event.operation,
        steps: event.steps,
        blocked: blockedFrom(run.blocked, event.steps, now),
      };
    case 'step':
      return withStep(run, event.step, now);
    case 'question':
      return { ...run, question: { step: event.step, question: event.question, choices: event.choices } };
    case 'note':
      return { ...run, notes: [...run.notes, event.text] };
    case 'undoing':
      return { ...run, undoing: event.because, question: null };
  }
}

function withStep(run: Run, step: StepView, now: number): Run {
  const known = run.steps.some((one) => one.id === step.id);
  const steps = known ? run.steps.map((one) => (one.id === step.id ? step : one)) : [...run.steps, step];
  const answered = run.question?.step === step.id && step.state !== 'running';
  return {
    ...run,
    steps,
    question: answered ? null : run.question,
    blocked: blockedAfter(run.blocked, step, now),
  };
}

function blockedAfter(blocked: Blocked, step: StepView, now: number): Blocked {
  if (blocked.kind === 'not-yet' && step.marks === 'writes-stop' && step.state === 'running') {
    return { kind: 'since', at: now, exact: true };
  }
  return blocked.kind === 'since' && opensAgain(step) ? { kind: 'over', ms: now - blocked.at } : blocked;
}

function opensAgain(step: StepView): boolean {
  return (
    (step.marks === 'writes-resume' && step.state === 'proved') ||
    (step.marks === 'writes-stop' && step.state === 'undone')
  );
}

/** Steps that arrive half-way through, after a reload: writes may have stopped before this window looked. */
function blockedFrom(blocked: Blocked, steps: readonly StepView[], now: number): Blocked {
  if (blocked.kind !== 'not-yet') return blocked;
  const stop = steps.findIndex((step) => step.marks === 'writes-stop');
  const stopped = steps[stop];
  if (stopped === undefined || stopped.state === 'pending' || stopped.state === 'skipped') return blocked;
  if (steps.some(opensAgain)) return blocked;
  const known = steps.slice(stop).reduce((sum, step) => sum + (step.ms ?? 0), 0);
  return { kind: 'since', at: now - known, exact: false };
}

/** Has a step at or behind the line begun? From then on an undo depends on what the new source has taken. */
export function isPastLine(steps: readonly StepView[], beforeStep: string | null): boolean {
  const line = steps.findIndex((step) => step.id === beforeStep);
  return line !== -1 && steps.slice(line).some((step) => step.state !== 'pending' && step.state !== 'skipped');
}

/** How many steps are proved, of how many. */
export function progressOf(steps: readonly StepView[]): { readonly proved: number; readonly all: number } {
  return { proved: steps.filter((step) => step.state === 'proved').length, all: steps.length };
}

/** Steps as they ended: the result's where it has any, else what was last seen. */
export function finalSteps(run: Run, result: OperationResult): readonly StepView[] {
  return result.steps.length > 0 ? result.steps : run.steps;
}
