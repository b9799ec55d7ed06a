import type { FailoverPreview } from '../../../../shared/plans/failover-view.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import { latest } from '../../../ui/wizard/model/asked.ts';
import type { Checking } from '../../../ui/wizard/model/wizard.ts';

/** The newest rehearsal there is. */
export function rehearsedIn(wizard: Checking<unknown>): FailoverPreview | null {
  const preview = latest(wizard.preview);
  return preview?.kind === 'failover' ? preview : null;
}

/** The guard that asks whether the source is gone; null where there is nobody to take over, and it was not asked. */
export function goneGuardOf(preview: FailoverPreview): GuardResult | null {
  return preview.guards.find(({ code }) => code === 'source-not-gone') ?? null;
}

/** The guard that says what may be lost. */
export function lossGuardOf(preview: FailoverPreview): GuardResult | null {
  return preview.guards.find(({ code }) => code === lossCode) ?? null;
}

/** The guard that says that no replica can take over; null where one can. */
export function nobodyGuardOf(preview: FailoverPreview): GuardResult | null {
  return preview.guards.find(({ code }) => code === 'no-candidate') ?? null;
}

export const lossCode = 'possible-loss';
