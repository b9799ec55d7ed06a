import { SignalboxError, reportOf } from '../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { OperationResult, Outcome } from '../../../shared/plans/outcome.ts';
import { takenByAnother } from './advisory-lock.ts';
import type { OperationContext } from './operation-context.ts';
import { runUndoneHooks } from './run-hook.ts';
import { runNodes } from './run-nodes.ts';
import { endAllLate } from './send-statements.ts';
import { unwind } from './unwind.ts';

/** For the sessions of an operation that this one supersedes. */
const supersededWithinMs = 10_000; // ms

/** Runs a plan to one of its outcomes. Never rejects for what a server or the operator does. */
export async function runOperation(
  context: OperationContext,
  guards: readonly GuardResult[],
  rescueSheet: string | null,
): Promise<OperationResult> {
  try {
    await context.sessions.openAll(context.plan.servers);
    for (const server of context.plan.servers) await endAllLate(server, supersededWithinMs, context);
  } catch (error) {
    return afterFailure(error, context, guards, rescueSheet);
  }
  return runOn(context, guards, rescueSheet);
}

/** As `runOperation`, with its sessions open. */
export async function runOn(
  context: OperationContext,
  guards: readonly GuardResult[],
  rescueSheet: string | null,
): Promise<OperationResult> {
  try {
    await runNodes(context.plan.nodes, [], context);
    skipUndone(context);
    return resultOf(context, guards, 'done', null, context.progress.notes);
  } catch (error) {
    return afterFailure(error, context, guards, rescueSheet);
  }
}

/** Nothing was begun. */
export function refusedOperation(
  context: OperationContext,
  guards: readonly GuardResult[],
  error: SignalboxError,
): OperationResult {
  skipRest(context);
  return resultOf(context, guards, 'refused', reportOf(error), []);
}

/** Undoes what was begun because the operator wants it. */
export async function undoOperation(
  context: OperationContext,
  guards: readonly GuardResult[],
  rescueSheet: string | null,
): Promise<OperationResult> {
  skipRest(context);
  context.tell({ kind: 'undoing', because: 'The operator chose to undo it.' });
  const failures = await goBack(context);
  return failures.length === 0
    ? resultOf(context, guards, 'undone', null, context.progress.notes)
    : resultOf(context, guards, 'needs-operator', null, waysOut(context, failures, rescueSheet));
}

/** Undoes what was begun; once nothing of it is left, the hooks for that are run. */
async function goBack(context: OperationContext): Promise<readonly string[]> {
  const failures = await unwind(context);
  if (failures.length === 0) await runUndoneHooks(context);
  return failures;
}

function skipUndone({ board, plan }: OperationContext): void {
  board.skip(
    (plan.undone ?? []).map(({ id }) => id),
    'nothing was undone',
  );
}

function skipRest(context: OperationContext): void {
  const rest = context.board.all().filter((step) => step.state === 'pending');
  context.board.skip(
    rest.map((step) => step.id),
    'not reached',
  );
}

async function afterFailure(
  error: unknown,
  context: OperationContext,
  guards: readonly GuardResult[],
  rescueSheet: string | null,
): Promise<OperationResult> {
  const report = reportOf(error);
  skipRest(context);
  if (context.progress.pastLine)
    return resultOf(context, guards, 'needs-operator', report, waysOut(context, [report.message], rescueSheet));
  if (context.progress.begun.length === 0 && context.progress.hooks.size === 0) {
    const cancelled = error instanceof SignalboxError && error.code === 'cancelled';
    return resultOf(context, guards, cancelled ? 'undone' : 'refused', report, context.progress.notes);
  }
  const other = await takenByAnother(context.plan.guarded, context);
  if (other !== null)
    return resultOf(
      context,
      guards,
      'needs-operator',
      report,
      waysOut(context, [`${undoBeside} ${other}`], rescueSheet),
    );
  context.tell({ kind: 'undoing', because: report.message });
  const failures = await goBack(context);
  return failures.length === 0
    ? resultOf(context, guards, 'undone', report, context.progress.notes)
    : resultOf(context, guards, 'needs-operator', report, waysOut(context, failures, rescueSheet));
}

const undoBeside = 'Nothing is undone beside somebody else.';

function waysOut(
  context: OperationContext,
  failures: readonly string[],
  rescueSheet: string | null,
): readonly string[] {
  const sheet = rescueSheet === null ? [] : [`The statements forward and back are in the rescue sheet: ${rescueSheet}`];
  return [
    ...failures.map((failure) => `Not done: ${failure}`),
    `Back: ${context.plan.waysOut.back}`,
    `Forward: ${context.plan.waysOut.forward}`,
    ...sheet,
    ...context.progress.notes,
  ];
}

function resultOf(
  context: OperationContext,
  guards: readonly GuardResult[],
  outcome: Outcome,
  error: OperationResult['error'],
  ways: readonly string[],
): OperationResult {
  const { leftBehind, records } = context.progress;
  const hasSwitched = outcome === 'done' || outcome === 'needs-operator';
  return {
    outcome,
    operation: context.id,
    leftBehind: hasSwitched ? [...context.plan.leftBehind, ...leftBehind] : leftBehind,
    guards,
    steps: context.board.all(),
    writeBlockedMs: context.gap.ms(),
    error,
    waysOut: ways,
    records: { before: records.before, after: records.after },
  };
}
