import { ask } from '../../../shared/guards/ask.ts';
import { majorityAnswers, possibleLoss, sourceFenced, sourceGone } from '../../../shared/guards/failover.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { FailoverCandidate, FailoverPreview, FailoverRequest } from '../../../shared/plans/failover-view.ts';
import { evidenceIn } from './evidence.ts';
import { failoverSteps } from './failover-steps.ts';
import { newId, servers } from './world.ts';
import type { World } from './world.ts';

const askingMs = 1500;
const lacked = '2 transactions (0-1-1301 to 0-1-1302)';

/** Takes its time, as evidence does. */
export async function previewFailover(
  world: World,
  request: FailoverRequest,
  signal: AbortSignal,
): Promise<FailoverPreview> {
  await world.options.pause(askingMs, signal);
  return failoverPreviewOf(world, request);
}

/** The second server has received the most, the third two transactions less; with `nobody` there is none. */
function failoverPreviewOf(world: World, request: FailoverRequest): FailoverPreview {
  const { source } = world;
  const evidence = evidenceIn(world);
  const replicas = world.options.gone === 'nobody' ? [] : servers.filter((server) => server !== source);
  const [best] = replicas;
  const candidate = request.to ?? best ?? null;
  const left = request.leaveBehind.filter((server) => server !== candidate);
  const loss = `Everything up to where it was seen last, ${seenAgo(world)} s ago, has been received. What it acknowledged and nobody received is lost; how much that is can’t be known while its binary logs can’t be read.`;
  const guards =
    candidate === null
      ? [nobody(source)]
      : guardsOf(world, request, { candidate, best: best ?? '', loss, conclusion: evidence.conclusion });
  const blocked = guards.some(({ verdict }) => verdict === 'block');
  const next = candidate ?? 'no {replica}';
  const preview: FailoverPreview = {
    planId: blocked ? null : newId(world, 'plan'),
    kind: 'failover',
    cluster: request.cluster,
    environment: world.options.production === true ? 'production' : 'staging',
    source,
    candidate,
    evidence,
    candidates: replicas.map((server) => candidateOf(server, best ?? '', candidate)),
    loss: candidate === null ? '' : loss,
    leftBehind: left.map((server) => ({
      server,
      reason: 'It was not touched, as asked.',
      wayOut: `Point it at ${next}: signalbox change-master ${request.cluster} ${server} --to ${next}`,
    })),
    dutyHours: request.dutyHours,
    fingerprint: 'fake',
    builtAt: world.options.clock(),
    guards,
    steps: blocked || candidate === null ? [] : failoverSteps(world, candidate, left),
    line: { beforeStep: 'open-candidate', text: `from here undone only while ${next} has taken no write` },
    expect: [
      { label: 'Writes', text: `are possible again as soon as ${next} has applied what it received and is open` },
      {
        label: 'Old {source}',
        text: `${source} is not touched now. It must not take writes when it comes back: see the check for it`,
      },
      {
        label: 'If a step fails',
        text: 'everything goes back to waiting for the old {source}, up to the red line for sure',
      },
    ],
    said: {
      title: `${source} is gone → ${next}`,
      intent: `${next} becomes the {source} of ${request.cluster} in the place of ${source}`,
      done: `${next} is the {source} of ${request.cluster}`,
      undone: `nobody took over: the {replicas} wait for ${source}, as before`,
    },
    runnable: false,
  };
  if (preview.planId !== null) world.previews.set(preview.planId, preview);
  return preview;
}

function seenAgo({ gone, options }: World): string {
  return String(Math.round((options.clock() - (gone?.since ?? options.clock())) / 1000));
}

function candidateOf(server: ServerId, best: ServerId, chosen: ServerId | null): FailoverCandidate {
  const has = server === best ? '0-1-1302' : '0-1-1300';
  const lacks = server === best ? null : lacked;
  if (server !== best) return { server, verdict: 'blocked', has, lacks, reasons: [behind(server, best)] };
  const reasons = server === chosen ? ['nobody has received more'] : ['as good, and not chosen'];
  return { server, verdict: server === chosen ? 'chosen' : 'possible', has, lacks, reasons };
}

function behind(server: ServerId, best: ServerId): string {
  return `${server} is not the most advanced: ${best} has ${lacked} more.`;
}

interface Asked {
  readonly candidate: ServerId;
  readonly best: ServerId;
  readonly loss: string;
  readonly conclusion: NonNullable<FailoverPreview['evidence']>['conclusion'];
}

function guardsOf(
  world: World,
  request: FailoverRequest,
  { candidate, best, loss, conclusion }: Asked,
): readonly GuardResult[] {
  const { source } = world;
  const answering = servers.filter((server) => server !== source);
  const common = { server: candidate, accepted: null };
  const pass = (code: string, message: string): GuardResult => ({
    ...common,
    code,
    verdict: 'pass',
    message,
    cure: null,
  });
  const asked = [
    sourceGone.ref({ source, conclusion, fence: { asked: false, hooks: [] } }),
    majorityAnswers.ref({ source, answering, silent: [] }),
    possibleLoss.ref({ source, known: loss, none: false }),
    sourceFenced.ref({ source, dutyHours: request.dutyHours }),
  ];
  return [
    ...asked.map((ref) => ask(ref, new Map(), world.options.clock())),
    pass('candidate-direct', 'It follows the {source} directly.'),
    pass('candidate-cannot-apply', `${candidate} has applied everything that it received.`),
    candidate === best || request.leaveBehind.includes(best)
      ? pass('candidate-not-most-advanced', `Nobody has received more than ${candidate}.`)
      : {
          ...common,
          code: 'candidate-not-most-advanced',
          verdict: 'block',
          message: behind(candidate, best),
          cure: 'Choose the most advanced one; afterwards switch over to where you want it.',
        },
  ];
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
