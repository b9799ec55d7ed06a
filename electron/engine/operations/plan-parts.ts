import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import type { PlanPreview } from '../../../shared/plans/preview.ts';
import { planViews } from '../../../shared/plans/step-view.ts';

/** What the previews of all kinds say of a plan, or of why there is none. */
export function planParts(
  cluster: ClusterConfiguration,
  guards: readonly GuardResult[],
  plan: Plan | null,
  now: number,
): Omit<PlanPreview, 'kind' | 'said'> {
  return {
    planId: null,
    cluster: cluster.name,
    environment: cluster.environment,
    fingerprint: plan?.fingerprint ?? null,
    builtAt: now,
    guards,
    steps: plan === null ? [] : planViews(plan),
    line: plan === null || plan.line === null ? null : { beforeStep: plan.line, text: plan.lineText ?? '' },
    expect: plan?.expect ?? [],
    runnable: plan !== null && guards.every((guard) => guard.verdict !== 'loss' || guard.accepted !== null),
  };
}
