import { dialectFor } from '../../../shared/dialects/dialect-for.ts';
import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { factOf } from '../../../shared/domain/facts.ts';
import { ask } from '../../../shared/guards/ask.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import { planViews } from '../../../shared/plans/step-view.ts';
import { switchoverGuards } from '../../../shared/plans/switchover/guards.ts';
import type { SwitchoverInput } from '../../../shared/plans/switchover/input.ts';
import { readShape, type SwitchoverShape } from '../../../shared/plans/switchover/shape.ts';
import { shapingFacts } from '../../../shared/plans/switchover/shape-facts.ts';
import { buildSwitchover } from '../../../shared/plans/switchover/switchover.ts';
import type { SwitchoverPreview, SwitchoverRequest } from '../../../shared/plans/switchover-view.ts';
import { withAcceptances } from './acceptances.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { ClusterLook, PreparedPlan } from './prepared-plan.ts';
import { resolveServer } from './resolve-server.ts';

export type PreparedSwitchover = Omit<PreparedPlan<SwitchoverPreview>, 'again'> & {
  /** With the servers' ids in place of the names that were given. */
  readonly request: SwitchoverRequest;
};

/**
 * Asks every guard of the facts at hand and builds the plan when none blocks. Changes nothing.
 * `more` are answers that don't come from servers (locks, the journal).
 * @throws SignalboxError `candidate-unknown` and `bad-usage` for names that match no server of the cluster.
 */
export function prepareSwitchover(
  request: SwitchoverRequest,
  cluster: ClusterConfiguration,
  look: ClusterLook,
  more: readonly GuardResult[],
  now: number,
): PreparedSwitchover {
  const candidate = resolveServer(look.topology, request.to, 'candidate-unknown');
  const leaveBehind = request.leaveBehind.map((server) => resolveServer(look.topology, server, 'bad-usage'));
  const shape = readShape(look.topology.servers, candidate, leaveBehind);
  assertMayBeLeft(shape);
  const answers = switchoverGuards(shape, cluster, look.facts).map((ref) => ask(ref, look.facts, now));
  const guards = withAcceptances([...answers, ...more], request.accept);
  const input = guards.some((guard) => guard.verdict === 'block') ? null : inputOf(shape, cluster, look);
  const shaping = input === null ? {} : shapingFacts(input);
  const plan = input === null ? null : buildSwitchover(input, fingerprintOf(shaping));
  return {
    cluster,
    accept: request.accept,
    request: { ...request, to: candidate, leaveBehind },
    preview: previewOf(cluster, shape, guards, plan, now),
    plan,
    shaping,
  };
}

function assertMayBeLeft(shape: SwitchoverShape): void {
  const wrong = shape.leaveBehind.find((server) => server === shape.candidate || server === shape.source);
  if (wrong === undefined) return;
  throw new SignalboxError(
    'bad-usage',
    `${wrong} is the ${wrong === shape.candidate ? 'candidate' : '{source}'} itself: it can't be left behind.`,
    { server: wrong },
  );
}

function inputOf(shape: SwitchoverShape, cluster: ClusterConfiguration, look: ClusterLook): SwitchoverInput | null {
  if (shape.source === null) return null;
  const recorded = look.topology.servers.filter((server) => server.role !== 'unreachable').map((server) => server.id);
  return {
    cluster,
    shape,
    source: shape.source,
    facts: look.facts,
    recorded,
    commands: (server) => {
      const version = factOf(look.facts.get(server), 'identity')?.version;
      if (version === undefined) throw new Error(`the version of ${server} is not known`);
      return dialectFor(version).commands;
    },
  };
}

function previewOf(
  cluster: ClusterConfiguration,
  shape: SwitchoverShape,
  guards: readonly GuardResult[],
  plan: Plan | null,
  now: number,
): SwitchoverPreview {
  return {
    planId: null,
    kind: 'switchover',
    cluster: cluster.name,
    environment: cluster.environment,
    source: shape.source,
    candidate: shape.candidate,
    fingerprint: plan?.fingerprint ?? null,
    builtAt: now,
    guards,
    steps: plan === null ? [] : planViews(plan),
    line: plan === null || plan.line === null ? null : { beforeStep: plan.line, text: plan.lineText ?? '' },
    expect: plan?.expect ?? [],
    said: {
      title: `${shape.source ?? 'no {source}'} → ${shape.candidate}`,
      intent: `${shape.candidate} becomes the {source} of ${cluster.name}`,
      done: `${shape.candidate} is the {source} of ${cluster.name}`,
      undone: `${shape.source ?? 'the {source}'} is the {source}, as before`,
    },
    runnable: plan !== null && guards.every((guard) => guard.verdict !== 'loss' || guard.accepted !== null),
  };
}
