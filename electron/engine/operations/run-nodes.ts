import { SignalboxError } from '../../../shared/domain/errors.ts';
import { stepsOf, type GroupNode, type PlanNode, type StepNode } from '../../../shared/plans/plan.ts';
import type { GuardRef } from '../../../shared/guards/ref.ts';
import { assertLocksHeld } from './advisory-lock.ts';
import type { OperationContext } from './operation-context.ts';
import { runStep } from './run-step.ts';
import { sentenceOf, stepFailed } from './step-failure.ts';

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
  const startedAt = context.pace.monotonic();
  const elapsed = (): number => Math.round((context.pace.monotonic() - startedAt) * 10) / 10;
  context.board.set(node.id, { state: 'running' });
  try {
    await mayBegin(node, holds, context);
    const detail = await runStep(node, context);
    if (node.id === context.plan.line) context.progress.pastLine = true;
    context.journal.write({ kind: 'proved', node: node.id, ms: elapsed() });
    context.board.set(node.id, { state: 'proved', ms: elapsed(), detail });
  } catch (error) {
    context.board.set(node.id, { state: 'failed', ms: elapsed(), detail: sentenceOf(error) });
    context.journal.note({ kind: 'failed', node: node.id, message: sentenceOf(error) });
    throw error;
  }
}

async function mayBegin(node: StepNode, holds: readonly GuardRef[], context: OperationContext): Promise<void> {
  if (context.cancel.aborted && !context.progress.pastLine)
    throw new SignalboxError('cancelled', 'The operator stopped the operation.');
  if (!context.progress.pastLine) await assertLocksHeld(context.plan.guarded, context);
  const asked = await context.desk.askAll([...(context.progress.pastLine ? [] : holds), ...node.before]);
  const objection = asked.find((result) => result.verdict === 'block');
  if (objection !== undefined) throw stepFailed(node, objection.message);
}
