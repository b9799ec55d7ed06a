import { SignalboxError } from '../../../shared/domain/errors.ts';
import { stepsOf, type ChangeNode, type GroupNode, type PlanNode, type StepNode } from '../../../shared/plans/plan.ts';
import { serverAnswers } from '../../../shared/guards/proofs/answers.ts';
import type { GuardRef } from '../../../shared/guards/ref.ts';
import { lookAgain } from './look-again.ts';
import type { OperationContext } from './operation-context.ts';
import { runStep } from './run-step.ts';
import { endAllLate } from './send-statements.ts';
import type { Standing } from './standing.ts';
import { sentenceOf, stepFailed } from './step-failure.ts';

/** Longer than one statement and one connection that are waited for in vain. */
const reachedWithinMs = 10_000; // ms

/** Runs nodes one after another. `holds` are watched before every step. @throws the failure that stops the plan. */
export async function runNodes(
  nodes: readonly PlanNode[],
  holds: readonly GuardRef[],
  context: OperationContext,
): Promise<void> {
  for (const node of nodes) await runNode(node, holds, context);
}

async function runNode(node: PlanNode, holds: readonly GuardRef[], context: OperationContext): Promise<void> {
  if (node.kind !== 'group') return runOne(node, holds, context);
  const within = [...holds, ...node.holds];
  return node.onFailure === 'leave-behind' ? runOrLeaveBehind(node, within, context) : runGroup(node, within, context);
}

async function runGroup(group: GroupNode, holds: readonly GuardRef[], context: OperationContext): Promise<void> {
  if (group.order === 'serial') return runNodes(group.nodes, holds, context);
  const results = await Promise.allSettled(group.nodes.map((node) => runNode(node, holds, context)));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** A failure leaves the group's server behind, with its way out; without a server it becomes a note. */
async function runOrLeaveBehind(
  group: GroupNode,
  holds: readonly GuardRef[],
  context: OperationContext,
): Promise<void> {
  const { leftBehind, notes } = context.progress;
  const ids = stepsOf(group.nodes).map((step) => step.id);
  if (leftBehind.some((entry) => entry.server === group.server)) {
    context.board.skip(ids, `${String(group.server)} was left behind`);
    return;
  }
  try {
    await runGroup(group, holds, context);
  } catch (error) {
    const reason = sentenceOf(error);
    const wayOut = group.wayOut ?? '';
    context.board.skip(ids, 'not reached');
    if (group.server === null) notes.push(`${group.title}: ${reason} ${wayOut}`);
    else leftBehind.push({ server: group.server, reason, wayOut });
    context.journal.note({ kind: 'left-behind', node: group.id, server: group.server ?? '', reason, wayOut });
  }
}

async function runOne(node: StepNode, holds: readonly GuardRef[], context: OperationContext): Promise<void> {
  const standing = context.standing(node);
  if (standing === 'behind') return;
  const startedAt = context.pace.monotonic();
  const elapsed = (): number => Math.round((context.pace.monotonic() - startedAt) * 10) / 10;
  context.board.set(node.id, { state: 'running' });
  try {
    const watched = await mayGoOn(node, holds, context);
    const detail = await carryOut(node, standing, watched, context);
    if (node.id === context.plan.line) passLine(context);
    context.journal.write({ kind: 'proved', node: node.id, ms: elapsed() });
    context.board.set(node.id, { state: 'proved', ms: elapsed(), detail });
  } catch (error) {
    context.board.set(node.id, { state: 'failed', ms: elapsed(), detail: sentenceOf(error) });
    context.journal.note({ kind: 'failed', node: node.id, message: sentenceOf(error) });
    throw error;
  }
}

function passLine({ progress, sessions }: OperationContext): void {
  progress.pastLine = true;
  sessions.needNoLocks();
}

/** Past the line nothing is watched any more. */
async function mayGoOn(
  node: StepNode,
  holds: readonly GuardRef[],
  context: OperationContext,
): Promise<readonly GuardRef[]> {
  if (context.cancel.aborted && !context.progress.pastLine)
    throw new SignalboxError('cancelled', 'The operator stopped the operation.');
  await lookAgain(node, context);
  return context.progress.pastLine ? [] : holds;
}

async function carryOut(
  node: StepNode,
  standing: Standing,
  watched: readonly GuardRef[],
  context: OperationContext,
): Promise<string | null> {
  if (node.kind === 'change' && node.unlessProved === true) {
    await assertAll(node, watched, context);
    const because = await alreadySo(node, context);
    if (because !== null) return because;
  } else if (node.kind === 'change' && (standing === 'prove-first' || standing === 'keep')) {
    await assertAll(node, watched, context);
    await endAllLate(node.server, node.withinMs, context);
    const proof = await context.desk.ask(node.proof);
    if (proof.verdict !== 'block') return `already so: ${proof.message}`;
    if (standing === 'keep') return keep(node, proof.message, context);
  }
  await assertAll(node, [...watched, ...node.before], context);
  return runStep(node, context);
}

/**
 * Whether nothing has to be sent. Before the line, while writers may wait, a server that can't be read is not waited for.
 * @throws SignalboxError `step-failed`
 */
async function alreadySo(node: ChangeNode, context: OperationContext): Promise<string | null> {
  await endAllLate(node.server, node.withinMs, context);
  const [proof, answers] = await context.desk.askAll([node.proof, serverAnswers.ref({ server: node.server })]);
  if (answers?.verdict === 'block' && !context.progress.pastLine) throw stepFailed(node, answers.message);
  return proof === undefined || proof.verdict === 'block' ? null : `already so: ${proof.message}`;
}

/** A server that does not answer can't be closed again, and takes no writes from here: it is met again further on. */
async function keep(node: ChangeNode, because: string, context: OperationContext): Promise<string | null> {
  try {
    return await runStep(node, context);
  } catch (error) {
    const answers = await context.desk.ask(serverAnswers.ref({ server: node.server }));
    if (answers.verdict !== 'block') throw error;
    context.progress.notes.push(`“${node.title}” could not be proved again: ${because}`);
    return because;
  }
}

/**
 * Before the line, while writers wait, nothing is asked about a server that was left behind, nor twice where a connection
 * fails; past it, where the way back may be closed, it is asked again over a new one.
 */
async function assertAll(node: StepNode, refs: readonly GuardRef[], context: OperationContext): Promise<void> {
  const { pastLine, leftBehind } = context.progress;
  const left = pastLine ? [] : leftBehind.map(({ server }) => server);
  const questions = refs.filter(({ args }) => !left.some((server) => server === args['server']));
  const asked = pastLine
    ? await context.desk.askAllOnceReached(questions, reachedWithinMs)
    : await context.desk.askAll(questions);
  const objection = asked.find((result) => result.verdict === 'block');
  if (objection !== undefined) throw stepFailed(node, objection.message);
}
