import { asPlanned, type PlannedServer } from '../guards/proofs/as-planned.ts';
import { channelAsPlanned, type PlannedChannel } from '../guards/proofs/repoint.ts';
import { closed } from '../guards/proofs/read-only.ts';
import type { GuardRef } from '../guards/ref.ts';
import type { ChangeNode, Plan, PlanNode } from './plan.ts';

/**
 * The same plan, to be run on: where it asks whether a server is as it was found, it also takes what this very
 * operation has begun to change there. Everything else, undo above all, stays that of the original facts.
 */
export function resumedPlan(plan: Plan, begun: readonly ChangeNode[]): Plan {
  return begun.length === 0 ? plan : { ...plan, nodes: plan.nodes.map((node) => resumedNode(node, begun)) };
}

function resumedNode(node: PlanNode, begun: readonly ChangeNode[]): PlanNode {
  const before = node.before.map((ref) => resumedRef(ref, begun));
  switch (node.kind) {
    case 'group':
      return { ...node, before, nodes: node.nodes.map((inner) => resumedNode(inner, begun)) };
    case 'wait':
      return { ...node, before, until: resumedRef(node.until, begun) };
    case 'record':
    case 'lock':
    case 'read':
    case 'change':
    case 'ask':
      return { ...node, before };
  }
}

/** `as-planned` as this operation may leave the servers and their channels; any other question as it is. */
export function resumedRef(ref: GuardRef, begun: readonly ChangeNode[]): GuardRef {
  if (ref.guard === channelAsPlanned.code) return resumedChannel(ref, begun);
  if (ref.guard !== asPlanned.code) return ref;
  const planned = ref.args['servers'] as unknown as readonly PlannedServer[];
  return asPlanned.ref({ servers: planned.map((server) => mayBe(server, begun)) });
}

/** Its threads and its way of asking may be either's; it may name where the operation points it. */
function resumedChannel(ref: GuardRef, begun: readonly ChangeNode[]): GuardRef {
  const here = begun.filter((node) => node.server === ref.args['server']);
  if (here.length === 0) return ref;
  const planned = ref.args['planned'] as unknown as PlannedChannel;
  const alsoSources = here.flatMap(({ proof }) => addressIn(proof));
  const relaxed = { ...planned, positioning: null, io: null, sql: null, alsoSources };
  return { ...ref, args: { ...ref.args, planned: relaxed } };
}

function mayBe(planned: PlannedServer, begun: readonly ChangeNode[]): PlannedServer {
  const here = begun.filter((node) => node.server === planned.server);
  if (here.length === 0) return planned;
  const closes = here.some(({ proof }) => proof.guard === closed.code);
  const readOnly = planned.readOnly === false && closes ? null : planned.readOnly;
  return { ...planned, readOnly, alsoFollows: here.flatMap(({ proof }) => addressIn(proof)) };
}

/** Where a step's proof says that the server then replicates from. */
function addressIn({ args }: GuardRef): readonly string[] {
  const { host, port } = args;
  return typeof host === 'string' && typeof port === 'number' ? [`${host}:${String(port)}`] : [];
}
