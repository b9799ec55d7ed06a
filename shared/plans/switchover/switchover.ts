import { atLeast } from '../../domain/server.ts';
import { notRestarted } from '../../guards/proofs/channel.ts';
import { hooksAfter, hooksAt } from '../hooks.ts';
import { value } from '../nodes.ts';
import type { GroupNode, Plan, PlanNode } from '../plan.ts';
import { closeSource } from './close-source.ts';
import { finish } from './finish.ts';
import { repointFollowers, repointOldSource } from './follow.ts';
import { hookRoles, identityOf, type SwitchoverInput } from './input.ts';
import { openCandidate } from './open-candidate.ts';
import { leftByRequest } from './left-behind.ts';
import { startBack } from './pair.ts';
import { prepare } from './prepare.ts';
import { acknowledgedAtLast, moveOf, semiSyncExpected } from './semi-sync.ts';

/**
 * Builds the plan of a planned switchover, in the order of MySQL's and MariaDB's own advice for a controlled change of
 * source: drain first, close, final position, drain again, open, then re-point. Pure.
 */
export function buildSwitchover(input: SwitchoverInput, fingerprint: string): Plan {
  const { source, shape, cluster } = input;
  const servers = [source, shape.candidate, ...shape.followers.map((follower) => follower.server)];
  return {
    schema: 1,
    kind: 'switchover',
    cluster: cluster.name,
    title: `Switch over ${cluster.label}: ${source} → ${shape.candidate}`,
    servers,
    goal: { kind: 'switchover', source, candidate: shape.candidate, leaveBehind: shape.leaveBehind },
    guarded: [source, shape.candidate],
    waysOut: {
      back: `make sure that ${shape.candidate} is read-only and took no write, then open ${source}${bothWays(input)}.`,
      forward: `make sure that ${source} is read-only and everything of it is on ${shape.candidate}, then open ${shape.candidate}${bothWays(input)}.`,
    },
    fingerprint,
    nodes: [
      ...prepare(input),
      critical(input),
      ...hooksAfter(cluster, hookRoles(input)),
      ...repointFollowers(input),
      ...repointOldSource(input),
      ...startBack(input),
      ...acknowledgedAtLast(input, moveOf(input)),
      ...finish(input),
    ],
    ...undoneHooks(input),
    line: 'open-candidate',
    lineText: `from here undone only while ${shape.candidate} has taken no write`,
    expect: expectations(input),
    leftBehind: leftByRequest(input),
  };
}

/** Run at the very end of an undo. */
export function undoneHooks(input: SwitchoverInput): Pick<Plan, 'undone'> {
  const undone = hooksAt(input.cluster, 'undone', hookRoles(input));
  return undone.length === 0 ? {} : { undone };
}

/** In a pair no channel is re-pointed: both are stopped for a while and must run again. */
function bothWays({ source, shape }: SwitchoverInput): string {
  return shape.pair === null ? '' : `, and start replication on both ${source} and ${shape.candidate}`;
}

/** From the closing of the source to the opening of the candidate; neither may restart meanwhile. */
function critical(input: SwitchoverInput): GroupNode {
  const { source, shape } = input;
  const nodes: readonly PlanNode[] = [...closeSource(input), ...openCandidate(input)];
  return {
    kind: 'group',
    id: 'critical',
    title: 'Writes stopped',
    why: '',
    server: null,
    before: [],
    order: 'serial',
    onFailure: 'stop',
    wayOut: null,
    holds: [
      notRestarted.ref({ server: source, seen: value('source-up') }),
      notRestarted.ref({ server: shape.candidate, seen: value('candidate-up') }),
    ],
    nodes,
  };
}

function expectations(input: SwitchoverInput): Plan['expect'] {
  const { source, shape } = input;
  const persists =
    identityOf(input, source).version.family === 'mysql' && atLeast(identityOf(input, source).version, 8);
  return [
    { label: 'Writes blocked', text: 'usually well under a second; at most about 40 s before everything is undone' },
    { label: 'Reads', text: `sessions on ${source} are closed once; reads go on after a reconnect` },
    { label: 'Old {source}', text: `follows ${shape.candidate}, read-only` },
    ...(shape.pair === null
      ? []
      : [{ label: 'The pair', text: 'keeps its replication both ways; no channel is reset or re-pointed' }]),
    { label: 'If a step fails', text: 'undone, up to the red line for sure' },
    {
      label: 'If this machine is cut off',
      text: 'both servers stay closed until someone resumes: the rescue sheet has the SQL',
    },
    ...(persists
      ? []
      : [
          {
            label: 'After a restart',
            text: `put read_only=ON into ${source}’s configuration file, read_only=OFF into ${shape.candidate}’s`,
          },
        ]),
    ...semiSyncExpected(input, moveOf(input)),
    ...shape.kept.map(({ server, why }) => ({ label: server, text: why })),
    ...shape.leaveBehind.map((server) => ({ label: server, text: 'left behind' })),
  ];
}
