import type { OperationDetail } from '../../../shared/domain/journal.ts';
import type { Json } from '../../../shared/domain/json.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { PlanGoal } from '../../../shared/plans/plan.ts';

/** Operations that give a channel its place, and prove it. */
const placingKinds: readonly PlanGoal['kind'][] = ['put-back', 'change-master'];

/** The channel of that server which the operation has put in its place; null when it did not, or is not done. */
export function placedBy({ outcome, plan }: OperationDetail, server: ServerId): string | null {
  const goal = objectIn(objectIn(plan)?.['goal']);
  const isPlacing = placingKinds.some((kind) => kind === goal?.['kind']);
  if (outcome !== 'done' || !isPlacing || goal?.['replica'] !== server) return null;
  const channel = goal['channel'];
  return typeof channel === 'string' ? channel : null;
}

function objectIn(value: Json | undefined): { readonly [key: string]: Json } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : null;
}
