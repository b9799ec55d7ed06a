import { endWords, type Duty, type DutyAct, type DutyEnd } from '../domain/duty.ts';
import type { OperationDetail } from '../domain/journal.ts';
import { journalledState } from './journalled-state.ts';
import type { Plan } from './plan.ts';

const hourMs = 3_600_000; // ms

/** The duty that was accepted with an operation, as the journal tells it now; null: none. Pure. */
export function dutyOf(detail: OperationDetail, now: number): Duty | null {
  const { duty } = detail.plan as unknown as Partial<Plan>;
  if (duty === undefined) return null;
  const acts = detail.entries.flatMap(({ at, entry }): readonly DutyAct[] =>
    entry.kind === 'duty' ? [{ at, act: entry.act, text: entry.text }] : [],
  );
  const until = detail.startedAt + duty.hours * hourMs;
  const { server, newSource, identity, leftWithIt } = duty;
  const ended = endOf(detail, acts, { server, until, now });
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
    state: ended !== null ? 'ended' : journalledState(detail).line === 'past' ? 'on' : 'waiting',
    said: acts.at(-1)?.text ?? null,
    acts,
    ended,
  };
}

interface Term {
  readonly server: string;
  readonly until: number; // epoch ms
  readonly now: number; // epoch ms
}

/** Before the line nobody else is open, and an operation that was undone wants its old source open. */
function endOf(detail: OperationDetail, acts: readonly DutyAct[], { server, until, now }: Term): Duty['ended'] {
  const act = acts.find((entry) => entry.act === 'ended');
  if (act !== undefined) return { at: act.at, how: howSaid(act.text), because: act.text };
  const { outcome, endedAt, startedAt } = detail;
  if (outcome === 'undone' || outcome === 'refused')
    return {
      at: endedAt ?? startedAt,
      how: 'undone',
      because: `The failover was ${outcome}: ${server} is not kept closed.`,
    };
  return now < until ? null : { at: until, how: 'expired', because: 'Its time is over.' };
}

function howSaid(text: string): DutyEnd['how'] {
  if (text.startsWith(endWords.cancelled)) return 'cancelled';
  return text.startsWith(endWords['hands-off']) ? 'hands-off' : 'follows';
}
