import type { JournalledState, NodeProgress } from './journalled-state.ts';
import type { StepState, StepView } from './outcome.ts';
import { stepViews } from './step-view.ts';

/** The steps of an operation as its journal left them. */
export function journalledViews(state: JournalledState): readonly StepView[] {
  return stepViews(state.plan.nodes).map((step) => ({
    ...step,
    state: stateOf(state.progress.get(step.id) ?? 'pending'),
    detail: state.messages.get(step.id) ?? null,
  }));
}

/** A step that was begun and not proved: what it did is not known. */
function stateOf(progress: NodeProgress): StepState {
  return progress === 'begun' ? 'unknown' : progress;
}
