import type { JournalledState, NodeProgress } from './journalled-state.ts';
import type { StepState, StepView } from './outcome.ts';
import { planViews } from './step-view.ts';

/** The steps of an operation as its journal left them. */
export function journalledViews(state: JournalledState): readonly StepView[] {
  return planViews(state.plan).map((step) => ({
    ...step,
    ...(step.hook === undefined ? {} : { hook: { ...step.hook, output: state.outputs.get(step.id) ?? null } }),
    state: stateOf(state.progress.get(step.id) ?? 'pending'),
    detail: state.messages.get(step.id) ?? null,
  }));
}

/** A step that was begun and not proved: what it did is not known. */
function stateOf(progress: NodeProgress): StepState {
  return progress === 'begun' ? 'unknown' : progress;
}
