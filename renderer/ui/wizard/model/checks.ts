import type { ServerId } from '../../../../shared/domain/server.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { AnyPreview } from '../../../../shared/plans/any-preview.ts';
import { acceptedReason } from './acceptances.ts';
import type { Accepted } from './acceptances.ts';

export interface Checks {
  readonly blocks: readonly GuardResult[];
  readonly losses: readonly GuardResult[];
  readonly warnings: readonly GuardResult[];
  readonly passes: readonly GuardResult[];
}

/** The guards' answers, worst first, in the order in which they were asked. */
export function groupChecks(guards: readonly GuardResult[]): Checks {
  const of = (verdict: GuardResult['verdict']) => guards.filter((guard) => guard.verdict === verdict);
  return { blocks: of('block'), losses: of('loss'), warnings: of('warn'), passes: of('pass') };
}

/** What keeps the operator from going on; null when nothing does. */
export type Obstacle =
  | { readonly kind: 'blocked'; readonly count: number }
  | { readonly kind: 'loss-without-reason'; readonly count: number }
  | { readonly kind: 'warning-not-ticked'; readonly count: number }
  | { readonly kind: 'no-plan' };

/** The first obstacle on the way from the checks to the plan. */
export function obstacle(
  preview: Pick<AnyPreview, 'guards' | 'planId'>,
  accepted: readonly Accepted[],
): Obstacle | null {
  const { blocks, losses, warnings } = groupChecks(preview.guards);
  if (blocks.length > 0) return { kind: 'blocked', count: blocks.length };
  const unreasoned = losses.filter((loss) => !acceptedReason(accepted, loss)?.trim());
  if (unreasoned.length > 0) return { kind: 'loss-without-reason', count: unreasoned.length };
  const unticked = warnings.filter((warning) => acceptedReason(accepted, warning) === null);
  if (unticked.length > 0) return { kind: 'warning-not-ticked', count: unticked.length };
  return preview.planId === null ? { kind: 'no-plan' } : null;
}

/** The server that a block offers to leave behind; null where leaving one behind would not help. */
export function mayLeaveBehind(guard: GuardResult, preview: AnyPreview): ServerId | null {
  const leaves = preview.kind === 'switchover' || preview.kind === 'failover';
  if (!leaves || guard.verdict !== 'block' || guard.server === null) return null;
  if (guard.server === preview.source || guard.server === preview.candidate) return null;
  return /\bleave\b.*\bbehind\b|--leave-behind/i.test(guard.cure ?? '') ? guard.server : null;
}

/** The other wizard that a block's cure leads to; null where it leads to none. */
export function wizardThatCures(guard: GuardResult, preview: AnyPreview): 'failover' | 'switchover' | null {
  if (guard.verdict !== 'block') return null;
  switch (preview.kind) {
    case 'switchover':
      return guard.code === 'server-unreachable' && isLost(guard.server, preview.source) ? 'failover' : null;
    case 'failover':
      return guard.code === 'source-not-gone' && preview.evidence?.conclusion.kind === 'answers' ? 'switchover' : null;
    case 'change-master':
    case 'put-back':
    case 'rejoin':
    case 'attach':
      return null;
  }
}

/** The incident that has to be acknowledged before this block is gone; null where none has. */
export function incidentInTheWay(guard: GuardResult): string | null {
  if (guard.verdict !== 'block' || guard.code !== 'repeated-failover') return null;
  return /incidents acknowledge (\S+)/.exec(guard.cure ?? '')?.[1] ?? null;
}

/** With a dead source as the candidate there is none to switch over from. */
function isLost(server: ServerId | null, source: ServerId | null): boolean {
  return source === null || server === source;
}

/** Has this plan to be confirmed by typing the cluster's name? A failover can always lose something. */
export function nameMustBeTyped(preview: AnyPreview): boolean {
  if (preview.kind === 'failover') return true;
  return preview.environment === 'production' || preview.guards.some((guard) => guard.verdict === 'loss');
}
