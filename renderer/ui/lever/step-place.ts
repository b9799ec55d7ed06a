import type { StepView } from '../../../shared/plans/outcome.ts';

/** Where a step is done: on a server, on all, or, for a hook, on the machine on which Signalbox runs. */
export function placeOf(step: StepView, name: (server: string) => string, everyone: string): string {
  if (step.hook !== undefined) return 'this machine';
  return step.server === null ? everyone : name(step.server);
}
