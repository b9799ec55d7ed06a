import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { StepNode } from '../../../shared/plans/plan.ts';

/** A step that could not be done or proved. */
export function stepFailed(node: StepNode, because: string): SignalboxError {
  return new SignalboxError('step-failed', `“${node.title}” failed: ${because}`, {
    ...(node.server === null ? {} : { server: node.server }),
    details: { step: node.id },
  });
}

/** What stopped an operation, as one sentence. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
