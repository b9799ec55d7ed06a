import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { formatPosition } from '../../../shared/domain/position.ts';
import { ask } from '../../../shared/guards/ask.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { putBackGuards, type PutBackAnswers } from '../../../shared/plans/put-back/guards.ts';
import type { PutBackInput, PutBackShape } from '../../../shared/plans/put-back/input.ts';
import { buildPutBack, putBackShaping } from '../../../shared/plans/put-back/put-back.ts';
import type { PutBackPreview, PutBackRequest } from '../../../shared/plans/put-back-view.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import { withAcceptances } from './acceptances.ts';
import { fingerprintOf } from './fingerprint.ts';
import { planParts } from './plan-parts.ts';
import { answering, commandsOf } from './prepare-change-master.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';

export interface PutBackGathered {
  readonly request: PutBackRequest;
  readonly cluster: ClusterConfiguration;
  readonly look: ClusterLook;
  readonly shape: PutBackShape;
  readonly answers: PutBackAnswers;
  /** Answers that don't come from servers (the journal). */
  readonly own: readonly GuardResult[];
  readonly now: number; // epoch ms
}

/** Asks every guard of what was gathered and builds the plan when none blocks. Changes nothing. */
export function preparePutBack(gathered: PutBackGathered): Omit<PreparedPlan<PutBackPreview>, 'again'> {
  const { request, cluster, look, shape, answers, own, now } = gathered;
  const refs = putBackGuards(shape, look.facts, answers);
  const guards = withAcceptances([...refs.map((ref) => ask(ref, look.facts, now)), ...own], request.accept);
  const { decision } = answers;
  const blocked = guards.some((guard) => guard.verdict === 'block');
  const input: PutBackInput | null =
    blocked || decision.kind === 'refused'
      ? null
      : { cluster, shape, facts: look.facts, decision, commands: commandsOf(look), recorded: answering(look) };
  const shaping = input === null ? {} : putBackShaping(input);
  const plan = input === null ? null : buildPutBack(input, fingerprintOf(shaping));
  return { cluster, accept: request.accept, preview: previewOf(gathered, guards, plan), plan, shaping };
}

function previewOf(
  { cluster, shape, answers, now }: PutBackGathered,
  guards: readonly GuardResult[],
  plan: Plan | null,
): PutBackPreview {
  const { replica, channel, record, recorded } = shape;
  const { decision, place } = answers;
  const proved = decision.kind === 'proved' ? decision : null;
  const position = proved?.goesOn.kind === 'position' ? proved.goesOn.position : null;
  const where = position === null ? 'by GTID' : `at ${formatPosition(position)}`;
  return {
    ...planParts(cluster, guards, plan, now),
    kind: 'put-back',
    said: {
      title: `${replica}: back to ${record.id}`,
      intent: proved === null ? `${replica} is put back` : `${replica} goes on ${where}`,
      done: `${replica} goes on ${where}`,
      undone: `${replica} is as before`,
    },
    replica,
    channel: channel.name,
    record: record.id,
    position,
    provedBy: proved?.provedBy ?? null,
    lowerBound: recorded.executed.file === '' ? null : recorded.executed,
    between: place.between,
  };
}
