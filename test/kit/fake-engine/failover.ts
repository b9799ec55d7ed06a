import { ask } from '../../../shared/guards/ask.ts';
import { exampleEvidence, exampleFailover, exampleQuestion } from '../../../shared/plans/failover/example-input.ts';
import { buildFailover } from '../../../shared/plans/failover/failover.ts';
import { failoverGuards } from '../../../shared/plans/failover/guards.ts';
import type { FailoverPreview, FailoverRequest } from '../../../shared/plans/failover-view.ts';
import { stepViews } from '../../../shared/plans/step-view.ts';
import { exampleVariants } from '../../../shared/plans/switchover/example-input.ts';
import { newId, servers } from './world.ts';
import type { World } from './world.ts';

/** The evidence and the plan of the documents' example; its servers have other names than the fake's map. */
export function failoverPreviewOf(world: World, request: FailoverRequest): FailoverPreview {
  const [variant] = exampleVariants;
  if (variant === undefined) throw new Error('there are examples');
  const candidate = request.to ?? servers.find((server) => server !== world.source) ?? '';
  const question = exampleQuestion(variant);
  const plan = buildFailover(exampleFailover(variant), 'fake');
  const planId = newId(world, 'plan');
  const preview: FailoverPreview = {
    planId,
    kind: 'failover',
    cluster: request.cluster,
    environment: 'staging',
    source: world.source,
    candidate,
    evidence: exampleEvidence(),
    candidates: [
      {
        server: candidate,
        verdict: 'chosen',
        has: 'binlog.000001:504',
        lacks: null,
        reasons: ['nobody has received more'],
      },
    ],
    loss: question.loss.text,
    dutyHours: request.dutyHours,
    fingerprint: 'fake',
    builtAt: world.options.clock(),
    guards: failoverGuards(question)
      .map((ref) => ask(ref, question.facts, 0))
      .filter(({ verdict }) => verdict !== 'block'),
    steps: stepViews(plan.nodes),
    line: { beforeStep: 'open-candidate', text: plan.lineText ?? '' },
    expect: plan.expect,
    said: {
      title: `${world.source} is gone → ${candidate}`,
      intent: `${candidate} becomes the {source} of ${request.cluster} in the place of ${world.source}`,
      done: `${candidate} is the {source} of ${request.cluster}`,
      undone: `nobody took over: the {replicas} wait for ${world.source}, as before`,
    },
    runnable: true,
  };
  world.previews.set(planId, preview);
  return preview;
}
