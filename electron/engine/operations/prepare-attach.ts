import type { Address } from '../../../shared/domain/address.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { ask } from '../../../shared/guards/ask.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { AttachPreview, AttachRequest } from '../../../shared/plans/attach-view.ts';
import { buildAttach } from '../../../shared/plans/attach/attach.ts';
import { attachGuards } from '../../../shared/plans/attach/guards.ts';
import { attachShaping, type AttachEvidence, type AttachInput } from '../../../shared/plans/attach/input.ts';
import type { StartDecision } from '../../../shared/plans/attach/start.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import type { AfterImport } from './after-import.ts';
import { withAcceptances } from './acceptances.ts';
import { fingerprintOf } from './fingerprint.ts';
import { planParts } from './plan-parts.ts';
import { answering, commandsOf } from './prepare-change-master.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';

export interface AttachGathered {
  readonly request: AttachRequest;
  readonly cluster: ClusterConfiguration;
  readonly look: ClusterLook;
  readonly server: ServerId;
  readonly to: ServerId;
  readonly address: Address;
  readonly decision: StartDecision;
  readonly evidence: AttachEvidence;
  readonly afterImport: AfterImport | null;
  /** Answers that don't come from servers (the journal, the configuration). */
  readonly own: readonly GuardResult[];
  readonly now: number; // epoch ms
}

/** Asks every guard of what was gathered and builds the plan when none blocks. Changes nothing. */
export function prepareAttach(gathered: AttachGathered): Omit<PreparedPlan<AttachPreview>, 'again'> {
  const { request, cluster, look, own, now } = gathered;
  const { dropOwnLog: dropsOwnLog } = request;
  const refs = attachGuards({ ...gathered, facts: look.facts, dropsOwnLog });
  const guards = withAcceptances([...refs.map((ref) => ask(ref, look.facts, now)), ...own], request.accept);
  const input = guards.some(({ verdict }) => verdict === 'block') ? null : inputOf(gathered);
  const shaping = input === null ? {} : attachShaping(input);
  const plan = input === null ? null : buildAttach(input, fingerprintOf(shaping));
  return { cluster, accept: request.accept, preview: previewOf(gathered, guards, plan), plan, shaping };
}

function inputOf({ request, cluster, look, server, to, address, decision }: AttachGathered): AttachInput | null {
  if (decision.kind === 'refused') return null;
  return {
    cluster,
    server,
    to,
    address,
    start: decision.start,
    because: decision.because,
    dropsOwnLog: request.dropOwnLog,
    withFilters: request.withFilters,
    facts: look.facts,
    commands: commandsOf(look),
    recorded: answering(look),
  };
}

function previewOf(
  { cluster, server, to, decision, now }: AttachGathered,
  guards: readonly GuardResult[],
  plan: Plan | null,
): AttachPreview {
  return {
    ...planParts(cluster, guards, plan, now),
    kind: 'attach',
    said: {
      title: `${server} → ${to}`,
      intent: `${server} is closed and becomes a {replica} of ${to}`,
      done: `${server} is a {replica} of ${to}`,
      undone: `${server} follows nobody, as before`,
    },
    server,
    source: to,
    begins: decision.kind === 'known' ? decision.because : '',
  };
}
