import type { Duty } from '../domain/duty.ts';
import type { OperationDetail } from '../domain/journal.ts';
import { journalledState } from './journalled-state.ts';
import type { Plan } from './plan.ts';

const hourMs = 3_600_000; // ms

/** The duty that was accepted with an operation, as the journal tells it now; null: none. Pure. */
export function dutyOf(detail: OperationDetail, now: number): Duty | null {
  const { duty } = detail.plan as unknown as Partial<Plan>;
  if (duty === undefined) return null;
  const acts = detail.entries.flatMap(({ entry }) => (entry.kind === 'duty' ? [entry] : []));
  const until = detail.startedAt + duty.hours * hourMs;
  const { server, newSource, identity, leftWithIt } = duty;
  return {
    operation: detail.id,
    cluster: detail.cluster,
    server,
    newSource,
    uuid: identity.uuid,
    serverId: identity.serverId,
    leftWithIt,
    acceptedAt: detail.startedAt,
    until,
    state: stateOf(detail, acts.at(-1)?.act === 'ended' || now >= until),
    said: acts.at(-1)?.text ?? null,
  };
}

/** Before the line nobody else is open, and an operation that was undone wants its old source open. */
function stateOf(detail: OperationDetail, over: boolean): Duty['state'] {
  if (over || detail.outcome === 'undone' || detail.outcome === 'refused') return 'ended';
  return journalledState(detail).line === 'past' ? 'on' : 'waiting';
}
