import { asPlanned, type PlannedServer } from '../guards/proofs/as-planned.ts';
import { holdsExactly } from '../guards/proofs/attach.ts';
import { noChannel } from '../guards/proofs/channel.ts';
import { channelAsPlanned, pointedExactly, type PlannedChannel } from '../guards/proofs/repoint.ts';
import { closed } from '../guards/proofs/read-only.ts';
import type { GuardRef } from '../guards/ref.ts';
import type { JournalledState } from './journalled-state.ts';
import type { ChangeNode, Plan, PlanNode } from './plan.ts';

/**
 * The same plan, to be run on: where it asks whether a server is as it was found, it also takes what this very
 * operation has begun to change there. A channel that was proved where it was put (its step is in `reached`), or names
 * the new address, may have gone on from there: a server that restarts starts it by itself. Everything else, undo above all, stays that of the
 * original facts.
 */
export function resumedPlan(plan: Plan, { begun, reached }: Pick<JournalledState, 'begun' | 'reached'>): Plan {
  if (begun.length === 0) return plan;
  const changes = begun.filter((node) => node.kind === 'change');
  const put = changes.filter((node) => reached.has(node.id) || namesAnother(node)).map(({ proof }) => proof);
  return { ...plan, nodes: plan.nodes.map((node) => resumedNode(node, changes, put)) };
}

/**
 * Address and coordinates change in one statement: where the channel names the new one it was put there, proved or not.
 * So was one that is there and was not before.
 */
function namesAnother({ proof, undo }: ChangeNode): boolean {
  if (makesChannel(undo)) return true;
  const before = undo.kind === 'change' && undo.proof.guard === pointedExactly.code ? undo.proof.args : null;
  return before !== null && (before['host'] !== proof.args['host'] || before['port'] !== proof.args['port']);
}

function makesChannel(undo: ChangeNode['undo']): boolean {
  return undo.kind === 'change' && undo.proof.guard === noChannel.code;
}

function resumedNode(node: PlanNode, begun: readonly ChangeNode[], put: readonly GuardRef[]): PlanNode {
  const before = node.before.map((ref) => resumedRef(ref, begun, put));
  switch (node.kind) {
    case 'group':
      return { ...node, before, nodes: node.nodes.map((inner) => resumedNode(inner, begun, put)) };
    case 'wait':
      return { ...node, before, until: resumedRef(node.until, begun, put) };
    case 'record':
    case 'lock':
    case 'read':
    case 'match':
    case 'salvage':
    case 'ask':
    case 'hook':
      return { ...node, before };
    case 'change':
      return { ...node, before, proof: resumedRef(node.proof, begun, put) };
  }
}

/** `as-planned` as this operation may leave the servers and their channels; any other question as it is. */
function resumedRef(ref: GuardRef, begun: readonly ChangeNode[], put: readonly GuardRef[]): GuardRef {
  if (ref.guard === pointedExactly.code && put.some((proof) => JSON.stringify(proof) === JSON.stringify(ref)))
    return { ...ref, args: { ...ref.args, gtid: null, orBeyond: true } };
  if (ref.guard === holdsExactly.code && begun.some((node) => makesChannel(node.undo) && onSameServer(node, ref)))
    return { ...ref, args: { ...ref.args, orBeyond: true } };
  if (ref.guard === channelAsPlanned.code) return resumedChannel(ref, begun);
  if (ref.guard !== asPlanned.code) return ref;
  const planned = ref.args['servers'] as unknown as readonly PlannedServer[];
  return asPlanned.ref({ servers: planned.map((server) => mayBe(server, begun)) });
}

function onSameServer({ server }: ChangeNode, { args }: GuardRef): boolean {
  return server === args['server'];
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
