import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { OperationDetail } from '../../../shared/domain/journal.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import type { ChangeMasterRequest } from '../../../shared/plans/change-master-view.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { Plan, PutBackGoal } from '../../../shared/plans/plan.ts';
import type { Acceptance } from '../../../shared/plans/preview.ts';
import type { SwitchoverRequest } from '../../../shared/plans/switchover-view.ts';
import type { PreparedPlan } from './prepared-plan.ts';

/** The new, guarded plan that takes a finished operation back. */
export type Undoing =
  | {
      readonly kind: 'switchover';
      readonly request: Omit<SwitchoverRequest, 'leaveBehind'>;
      /** The server that must still be the source. */
      readonly from: ServerId;
      /** Servers that the operation left behind, by request or by failure. */
      readonly left: readonly ServerId[];
    }
  | { readonly kind: 'change-master'; readonly request: ChangeMasterRequest };

/**
 * Built from the operation's own journal; `serverOf`: whose record that is.
 * @throws SignalboxError `way-closed` when there is nothing to take back, or nothing that may be.
 */
export function undoingOf(
  detail: OperationDetail,
  accept: readonly Acceptance[],
  serverOf: (record: string) => ServerId,
): Undoing {
  if (detail.kind === 'import') throw closed(detail, 'what an import has replaced is gone: import a dump of it');
  if (detail.endedAt === null)
    throw closed(detail, 'it is not finished: what it began is undone by “operations undo” itself');
  if (detail.outcome !== 'done')
    throw closed(
      detail,
      `it ended as “${String(detail.outcome)}”: it has changed nothing that lasts, or a person went on with it`,
    );
  const { goal, cluster } = detail.plan as unknown as Plan;
  switch (goal.kind) {
    case 'switchover': {
      const result = detail.result as unknown as OperationResult;
      const left = [...goal.leaveBehind, ...result.leftBehind.map(({ server }) => server)];
      return { kind: 'switchover', request: { cluster, to: goal.source, accept }, from: goal.candidate, left };
    }
    case 'failover':
      throw closed(
        detail,
        `${goal.source} was gone; when it is back, let it follow ${goal.candidate} (rejoin), then switch over`,
      );
    case 'rejoin':
    case 'attach':
      throw closed(detail, `${goal.server} follows ${goal.source}; to take it out, stop it there`);
    case 'change-master': {
      const { replica, channel, from } = goal;
      const continuation = { kind: 'auto' } as const;
      return {
        kind: 'change-master',
        request: { cluster, replica, channel, to: from, tls: null, continuation, accept },
      };
    }
    case 'put-back':
      throw neverBack(detail, goal, serverOf);
  }
}

/** The plan back, unless another server has become the source since. */
export function unlessMovedOn<P extends AnyPreview & { readonly source: ServerId | null }>(
  prepared: PreparedPlan<P>,
  from: ServerId,
): PreparedPlan<P> {
  const again: PreparedPlan<P>['again'] = async (accept, signal) =>
    unlessMovedOn(await prepared.again(accept, signal), from);
  const { source } = prepared.preview;
  if (source === from || source === null) return { ...prepared, again };
  const guard = {
    code: 'moved-on',
    server: null,
    verdict: 'block' as const,
    message: `${source} is the {source} now, not ${from}: the cluster has moved on since the operation.`,
    cure: 'Make a new plan from where the servers are now.',
    accepted: null,
  };
  const preview = { ...prepared.preview, guards: [guard, ...prepared.preview.guards], runnable: false };
  return { ...prepared, again, plan: null, preview };
}

/** Back means wrong coordinates: nobody is helped there, so no reason opens this way. */
function neverBack(
  { id, result }: OperationDetail,
  { replica, channel, record }: PutBackGoal,
  serverOf: (record: string) => ServerId,
): SignalboxError {
  const { records } = result as unknown as OperationResult;
  const before = records.before.find((taken) => serverOf(taken) === replica) ?? null;
  const kept =
    before === null
      ? 'Its own records say where that was'
      : `Where that was is kept in record ${before} (signalbox journal show ${before})`;
  return new SignalboxError(
    'way-closed',
    `Operation ${id} put ${replica} to where its data is proved to stand (record ${record}). Back would be to coordinates that its data does not stand at: transactions would be repeated or skipped, perhaps without a word. So it is not undone, whatever is accepted. ${kept}, to look at; delay, encryption or read-only are set back from it by hand. If its data is in doubt, stop its applier and compare it with its {source}, or re-seed it. If it is to follow another server, use change-master.`,
    { server: replica, details: { kind: 'put-back', replica, channel, putBackTo: record, recordBefore: before } },
  );
}

function closed({ id }: OperationDetail, because: string): SignalboxError {
  return new SignalboxError('way-closed', `Operation ${id} can't be undone by a new plan: ${because}.`);
}
