import { factOf } from '../../domain/facts.ts';
import { hooksAfter, hooksAt } from '../hooks.ts';
import { hookRoles } from '../switchover/input.ts';
import { undoneHooks } from '../switchover/switchover.ts';
import { channelOf } from '../../guards/channels.ts';
import { asPlanned } from '../../guards/proofs/as-planned.ts';
import { notRestarted } from '../../guards/proofs/channel.ts';
import { leaveBehind, value, wait } from '../nodes.ts';
import type { GroupNode, Plan, PlanNode } from '../plan.ts';
import { asFound } from '../switchover/as-found.ts';
import { askAfter, forgetChannel, proveFollowers, recordAgain } from '../switchover/finish.ts';
import { moveOf, semiSyncExpected } from '../switchover/semi-sync.ts';
import { closeWritable, closeWritableReplica, lockCluster, recordFirst, seenUp } from '../switchover/prepare.ts';
import { timings as usual } from '../switchover/timings.ts';
import { followers } from './follow.ts';
import { gather } from './gather.ts';
import { participants, type FailoverInput } from './input.ts';
import { promote } from './promote.ts';

/**
 * Builds the plan of an emergency failover: nobody asks the old source any more, the most advanced replica applies what
 * it received and is opened, the others follow it. Rulebook section 5. Pure.
 */
export function buildFailover(input: FailoverInput, fingerprint: string): Plan {
  const { source, shape, cluster } = input;
  const { candidate } = shape;
  const servers = participants(input).map(({ server }) => server);
  return {
    schema: 1,
    kind: 'failover',
    cluster: cluster.name,
    title: `Fail over ${cluster.label}: ${source} → ${candidate}`,
    servers,
    goal: {
      kind: 'failover',
      source,
      candidate,
      leaveBehind: shape.leaveBehind,
      evidence: input.evidence,
      loss: input.loss.text,
    },
    guarded: [candidate],
    waysOut: {
      back: `nothing was opened: start replication on ${servers.join(', ')} again; they follow ${source} when it comes back.`,
      forward: `make sure that ${source} is off or read-only, that nobody has more than ${candidate}, then open ${candidate}.`,
    },
    fingerprint,
    nodes: [
      recordFirst(input),
      lockCluster(servers),
      stillAsPlanned(input),
      seenUp(candidate, 'candidate-up'),
      ...closeWritable(input),
      ...closeLeftBehind(input),
      ...hooksAt(cluster, 'before', hookRoles(input)),
      critical(input),
      ...hooksAfter(cluster, hookRoles(input)),
      ...followers(input),
      ...askAfter(input),
      ...proveFollowers(input, shape.followers),
      ...(input.wasPair ? [] : forgetChannel(input)),
      recordAgain(input),
    ],
    line: 'open-candidate',
    lineText: `from here undone only while ${candidate} has taken no write`,
    expect: expectations(input),
    leftBehind: input.left,
    ...undoneHooks(input),
    ...dutyOf(input),
  };
}

/** A replica that is left behind, or keeps its place, must not take writes beside the new source; one that can't be closed is told. */
function closeLeftBehind(input: FailoverInput): readonly PlanNode[] {
  const { facts, left, shape } = input;
  return [...left, ...shape.kept]
    .map(({ server }) => server)
    .filter((server) => factOf(facts.get(server), 'status')?.readOnly === false)
    .map((server) =>
      leaveBehind(
        `left-closed:${server}`,
        null,
        `${server} is closed`,
        `Make sure that ${server} is read-only: ${shape.candidate} takes the writes.`,
        [closeWritableReplica(input, server)],
      ),
    );
}

/** The facts were read before the lock was held. */
function stillAsPlanned(input: FailoverInput): PlanNode {
  return wait({
    id: 'as-planned',
    server: input.shape.candidate,
    title: 'Look again, under the lock: is everything as planned?',
    why: 'Another operation may have ended since the servers were read.',
    until: asPlanned.ref({
      servers: participants(input).map(({ server, channel }) => asFound(input, server, channel)),
    }),
    withinMs: usual.asPlanned,
  });
}

/** Up to the opening of the candidate it must not restart. */
function critical(input: FailoverInput): GroupNode {
  return {
    kind: 'group',
    id: 'critical',
    title: 'No {source}',
    why: '',
    server: null,
    before: [],
    order: 'serial',
    onFailure: 'stop',
    wayOut: null,
    holds: [notRestarted.ref({ server: input.shape.candidate, seen: value('candidate-up') })],
    nodes: [...gather(input), ...promote(input)],
  };
}

/** The replicas know who their source was. */
function dutyOf(input: FailoverInput): Pick<Plan, 'duty'> {
  const { source, shape, facts, dutyHours } = input;
  if (dutyHours === 0) return {};
  const known = participants(input).flatMap(({ server, channel }) => channelOf(facts, server, channel) ?? []);
  const uuid = known.find(({ sourceUuid }) => sourceUuid !== null)?.sourceUuid ?? null;
  const serverId = known.find(({ sourceServerId }) => sourceServerId !== null)?.sourceServerId ?? null;
  const leftWithIt = [...input.left, ...shape.kept].map(({ server }) => {
    const identity = factOf(facts.get(server), 'identity');
    return { server, uuid: identity?.uuid ?? null, serverId: identity?.serverId ?? null };
  });
  const identity = { uuid, serverId };
  return { duty: { server: source, identity, newSource: shape.candidate, leftWithIt, hours: dutyHours } };
}

function expectations(input: FailoverInput): Plan['expect'] {
  const { source, shape, left, wasPair } = input;
  const { candidate } = shape;
  return [
    { label: 'Writes', text: `are possible again as soon as ${candidate} has applied what it received and is open` },
    {
      label: `Old {source}`,
      text: `${source} is not touched now. It must not take writes when it comes back: see the check for it`,
    },
    {
      label: 'If a step fails',
      text: 'everything goes back to waiting for the old {source}, up to the red line for sure',
    },
    {
      label: 'If this machine is cut off',
      text: 'nothing is open before the red line; the rescue sheet has the SQL',
    },
    ...(wasPair ? [{ label: 'The pair', text: `the channel of ${candidate} to ${source} is stopped and kept` }] : []),
    ...semiSyncExpected(input, moveOf(input)),
    ...shape.kept.map(({ server, why }) => ({ label: server, text: why })),
    ...left.map(({ server, reason }) => ({ label: server, text: `left behind: ${reason}` })),
  ];
}
