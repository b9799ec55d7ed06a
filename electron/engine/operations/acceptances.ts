import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { Acceptance } from '../../../shared/plans/preview.ts';

/** Notes the operator's reasons on the warnings and losses they accept. A block can't be accepted, only cured. */
export function withAcceptances(guards: readonly GuardResult[], accept: readonly Acceptance[]): readonly GuardResult[] {
  return guards.map((guard) => {
    if (guard.verdict !== 'warn' && guard.verdict !== 'loss') return guard;
    const found = accept.find(
      (entry) => entry.code === guard.code && (entry.server === null || entry.server === guard.server),
    );
    return found === undefined ? guard : { ...guard, accepted: found.reason };
  });
}

/** Why the operation may not begin with these answers; empty when it may. */
export function objections(guards: readonly GuardResult[]): readonly GuardResult[] {
  return guards.filter((guard) => guard.verdict === 'block' || (guard.verdict === 'loss' && guard.accepted === null));
}
