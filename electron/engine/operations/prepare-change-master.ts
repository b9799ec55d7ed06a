import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import type { Commands } from '../../../shared/dialects/commands.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { ask } from '../../../shared/guards/ask.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { ChangeMasterPreview, ChangeMasterRequest } from '../../../shared/plans/change-master-view.ts';
import { buildChangeMaster } from '../../../shared/plans/change-master/change-master.ts';
import { decide, type Decision } from '../../../shared/plans/change-master/continuation.ts';
import type { Evidence } from '../../../shared/plans/change-master/evidence.ts';
import { changeMasterGuards } from '../../../shared/plans/change-master/guards.ts';
import { changeMasterShaping } from '../../../shared/plans/change-master/shape-facts.ts';
import type { ChangeMasterShape } from '../../../shared/plans/change-master/shape.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import { namedSource } from '../../../shared/plans/repoint/repoint-input.ts';
import { withAcceptances } from './acceptances.ts';
import { fingerprintOf } from './fingerprint.ts';
import { planParts } from './plan-parts.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';

export interface ChangeMasterGathered {
  readonly request: ChangeMasterRequest;
  readonly cluster: ClusterConfiguration;
  readonly look: ClusterLook;
  readonly shape: ChangeMasterShape;
  readonly evidence: Evidence;
  /** Answers that don't come from servers (the journal). */
  readonly own: readonly GuardResult[];
  readonly now: number; // epoch ms
}

/** Asks every guard of what was gathered and builds the plan when none blocks. Changes nothing. */
export function prepareChangeMaster(gathered: ChangeMasterGathered): Omit<PreparedPlan<ChangeMasterPreview>, 'again'> {
  const { request, cluster, look, shape, evidence, own, now } = gathered;
  const decision = decide(request.continuation, shape, look.facts, evidence);
  const refs = changeMasterGuards(shape, request.continuation, decision, look.facts, evidence);
  const guards = withAcceptances([...refs.map((ref) => ask(ref, look.facts, now)), ...own], request.accept);
  const blocked = guards.some((guard) => guard.verdict === 'block');
  const input =
    blocked || decision.kind === 'refused'
      ? null
      : {
          cluster,
          shape,
          facts: look.facts,
          evidence,
          goesOn: decision.goesOn,
          because: decision.because,
          tls: request.tls,
          commands: commandsOf(look),
          recorded: answering(look),
        };
  const shaping = input === null ? {} : changeMasterShaping(input);
  const plan = input === null ? null : buildChangeMaster(input, fingerprintOf(shaping));
  return {
    cluster,
    accept: request.accept,
    preview: previewOf(gathered, decision, guards, plan),
    plan,
    shaping,
  };
}

/** Every server that answers, for the records. */
export function answering(look: ClusterLook): readonly ServerId[] {
  return look.topology.servers.filter((server) => server.role !== 'unreachable').map((server) => server.id);
}

/** What a server of the look is told, in its own dialect. */
export function commandsOf(look: ClusterLook): (server: ServerId) => Commands {
  return (server) => {
    const version = factOf(look.facts.get(server), 'identity')?.version;
    if (version === undefined) throw new Error(`the version of ${server} is not known`);
    return dialectFor(version).commands;
  };
}

function previewOf(
  { cluster, shape, now }: ChangeMasterGathered,
  decision: Decision,
  guards: readonly GuardResult[],
  plan: Plan | null,
): ChangeMasterPreview {
  const { replica, channel, address, relation } = shape;
  const [from, to] = [namedSource(channel), `${address.host}:${String(address.port)}`];
  const sameServer = relation === 'same';
  const way = sameServer ? `${replica} reaches its {source} as ${to}` : `${replica} follows ${to}`;
  return {
    ...planParts(cluster, guards, plan, now),
    kind: 'change-master',
    said: {
      title: `${replica}: ${from} → ${to}`,
      intent: way,
      done: way,
      undone: `${replica} follows ${from}, as before`,
    },
    replica,
    channel: channel.name,
    from,
    to,
    sameServer,
    continues: decision.because,
  };
}
