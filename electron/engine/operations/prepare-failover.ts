import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { DeathEvidence } from '../../../shared/domain/evidence.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import { buildFailover } from '../../../shared/plans/failover/failover.ts';
import type { FailoverInput } from '../../../shared/plans/failover/input.ts';
import type { FailoverCandidate, FailoverPreview, FailoverRequest } from '../../../shared/plans/failover-view.ts';
import type { LeftBehind } from '../../../shared/plans/outcome.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import { planViews } from '../../../shared/plans/step-view.ts';
import { shapingFacts } from '../../../shared/plans/switchover/shape-facts.ts';
import { withAcceptances } from './acceptances.ts';
import { candidateViews, isByGtid, rankCandidates } from './failover-candidates.ts';
import { fingerprintOf } from './fingerprint.ts';
import { judgeFailover, type FailoverCase, type JudgedFailover } from './judge-failover.ts';
import type { PreparedPlan } from './prepared-plan.ts';

export type PreparedFailover = Omit<PreparedPlan<FailoverPreview>, 'again'> & {
  /** With the servers' ids in place of the names that were given. */
  readonly request: FailoverRequest;
};

/** Judges every candidate, takes the wanted or the best one, and builds the plan when no guard blocks. Changes nothing. */
export function prepareFailover(
  request: FailoverRequest,
  about: FailoverCase,
  wasPairWith: ServerId | null,
  more: readonly GuardResult[],
): PreparedFailover {
  const { cluster, now, evidence, source } = about;
  const ranked = rankCandidates(about);
  const candidate = request.to ?? ranked.find(({ blocks }) => blocks.length === 0)?.server ?? ranked[0]?.server ?? null;
  const judged = candidate === null ? null : judgeFailover(about, candidate);
  const guards = withAcceptances([...(judged?.guards ?? [nobody(source)]), ...more], request.accept);
  const blocked = guards.some(({ verdict }) => verdict === 'block');
  const input = blocked || judged === null ? null : inputOf(about, judged, wasPairWith);
  const shaping = input === null ? {} : shapingFacts(input);
  const plan = input === null ? null : buildFailover(input, fingerprintOf(shaping));
  const candidates = candidateViews(ranked, candidate, isByGtid(about));
  const said = {
    ...{ cluster, source, candidate, evidence, candidates, plan, guards, now },
    loss: judged?.loss.text ?? '',
    leftBehind: judged?.left ?? [],
  };
  return {
    cluster,
    accept: request.accept,
    request: { ...request, to: candidate },
    preview: previewOf(said, request.dutyHours),
    plan,
    shaping,
  };
}

function nobody(source: ServerId): GuardResult {
  return {
    code: 'no-candidate',
    server: null,
    verdict: 'block',
    message: `No server that answers replicates from ${source}: nobody can take over.`,
    cure: 'Bring a {replica} of it back, or name servers of the cluster in its configuration.',
    accepted: null,
  };
}

function inputOf(
  { cluster, look, source, dutyHours, evidence, fence }: FailoverCase,
  { shape, left, loss, salvage }: JudgedFailover,
  wasPairWith: ServerId | null,
): FailoverInput {
  return {
    cluster,
    shape,
    source,
    gone: true,
    facts: look.facts,
    recorded: look.topology.servers.filter(({ role }) => role !== 'unreachable').map(({ id }) => id),
    left,
    wasPair: wasPairWith === shape.candidate,
    dutyHours,
    fenceFirst: fence && ['answers', 'refuses'].includes(evidence.conclusion.kind),
    evidence,
    loss,
    salvage,
    commands: (server) => {
      const version = factOf(look.facts.get(server), 'identity')?.version;
      if (version === undefined) throw new Error(`the version of ${server} is not known`);
      return dialectFor(version).commands;
    },
  };
}

interface Said {
  readonly cluster: ClusterConfiguration;
  readonly source: ServerId;
  readonly candidate: ServerId | null;
  readonly evidence: DeathEvidence;
  readonly loss: string;
  readonly leftBehind: readonly LeftBehind[];
  readonly candidates: readonly FailoverCandidate[];
  readonly plan: Plan | null;
  readonly guards: readonly GuardResult[];
  readonly now: number;
}

function previewOf(said: Said, dutyHours: number): FailoverPreview {
  const { cluster, source, candidate, evidence, loss, leftBehind, candidates, plan, guards, now } = said;
  const next = candidate ?? 'no {replica}';
  return {
    planId: null,
    kind: 'failover',
    cluster: cluster.name,
    environment: cluster.environment,
    source,
    candidate,
    evidence,
    candidates,
    loss,
    leftBehind,
    dutyHours,
    fingerprint: plan?.fingerprint ?? null,
    builtAt: now,
    guards,
    steps: plan === null ? [] : planViews(plan),
    line: plan === null || plan.line === null ? null : { beforeStep: plan.line, text: plan.lineText ?? '' },
    expect: plan?.expect ?? [],
    said: {
      title: `${source} is gone → ${next}`,
      intent: `${next} becomes the {source} of ${cluster.name} in the place of ${source}`,
      done: `${next} is the {source} of ${cluster.name}`,
      undone: `nobody took over: the {replicas} wait for ${source}, as before`,
    },
    runnable: plan !== null && guards.every((guard) => guard.verdict !== 'loss' || guard.accepted !== null),
  };
}
