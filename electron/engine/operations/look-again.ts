import { asPlanned } from '../../../shared/guards/proofs/as-planned.ts';
import { stepsOf, type StepNode } from '../../../shared/plans/plan.ts';
import { resumedPlan } from '../../../shared/plans/resumed-plan.ts';
import { assertLocksHeld, retakeLocks } from './advisory-lock.ts';
import type { OperationContext } from './operation-context.ts';
import { stepFailed } from './step-failure.ts';

/**
 * Asked before every step. Before the line: the locks are held; where one was lost before anything was changed it is
 * taken again if it is free, and the servers are looked at again, as after a time in which this program did not run.
 * Past it the sessions are opened again as they are needed.
 * @throws SignalboxError `operation-in-progress`, `step-failed`: then what was begun is undone.
 */
export async function lookAgain(node: StepNode, context: OperationContext): Promise<void> {
  const { progress, plan, vigil } = context;
  const missed = vigil.takeMissed();
  if (missed > 0) sayMissed(missed, context);
  if (progress.pastLine) return;
  const servers = missed > 0 ? null : plan.guarded;
  const retaken = progress.begun.length === 0 && (await retakeLocks(servers, context));
  if (!retaken) await assertLocksHeld(servers, context);
  if (retaken || missed > 0) await assertAsPlanned(node, context);
}

/** Right before a change is sent: what was asked a moment ago was asked long ago if this program stood still since. */
export function assertAwake(node: StepNode, context: OperationContext): void {
  const missed = context.vigil.takeMissed();
  if (missed === 0) return;
  sayMissed(missed, context);
  if (!context.progress.pastLine)
    throw stepFailed(node, `Signalbox did not run for ${seconds(missed)} since it asked whether it may.`);
}

function sayMissed(missed: number, context: OperationContext): void {
  const text = `Signalbox did not run for ${seconds(missed)} (sleep, or a stopped process): everything is looked at again.`;
  context.journal.note({ kind: 'note', node: null, text });
  context.tell({ kind: 'note', text });
}

function seconds(ms: number): string {
  return `${String(Math.round(ms / 1000))} s`;
}

async function assertAsPlanned(node: StepNode, context: OperationContext): Promise<void> {
  if (context.progress.locks.length === 0) return;
  const steps = stepsOf(resumedPlan(context.plan, { begun: context.progress.begun, reached: new Set() }).nodes);
  const refs = steps.flatMap((step) =>
    step.kind === 'wait' && step.until.guard === asPlanned.code ? [step.until] : [],
  );
  const objection = (await context.desk.askAll(refs)).find((result) => result.verdict === 'block');
  if (objection !== undefined) throw stepFailed(node, objection.message);
}
