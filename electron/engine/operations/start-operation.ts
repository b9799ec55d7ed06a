import type { Json } from '../../../shared/domain/json.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { Plan } from '../../../shared/plans/plan.ts';
import { rescueSheet } from '../../../shared/plans/rescue-sheet.ts';
import type { Journal } from '../journal/journal.ts';
import { startHeart } from './heart.ts';
import { contextOf, type OperationParts, type OperationStart } from './make-context.ts';
import { refusedOperation, runOperation } from './operation.ts';
import type { OperationContext } from './operation-context.ts';
import { sentenceOf } from './step-failure.ts';

/** Journals the beginning of an operation and runs it. @throws SignalboxError `journal-unwritable`, `operation-in-progress` */
export function startOperation(
  start: OperationStart,
  parts: OperationParts,
): { readonly id: string; readonly result: Promise<OperationResult> } {
  const { plan, guards, cluster } = start;
  const begun = parts.journal.beginOperation({
    cluster: cluster.name,
    kind: plan.kind,
    title: plan.title,
    plan: plain(plan),
    guards: plain(guards),
  });
  const context = contextOf(begun.id, start, parts, null);
  context.tell({ kind: 'started', operation: begun.id, steps: context.board.all() });
  return { id: begun.id, result: run(context, start, parts) };
}

async function run(context: OperationContext, start: OperationStart, parts: OperationParts): Promise<OperationResult> {
  const saved = await parts.saveRescueSheet(context.id, rescueSheet(context.plan)).catch(unsaved);
  if (saved instanceof SignalboxError) return ended(refusedOperation(context, start.guards, saved), context, parts);
  context.tell({ kind: 'note', text: `The rescue sheet is saved: ${saved}` });
  const stopHeart = startHeart(context);
  const result = await runOperation(context, start.guards, saved).finally(stopHeart);
  return ended(result, context, parts);
}

/** Without a way out on disk nothing is begun. */
function unsaved(error: unknown): SignalboxError {
  return new SignalboxError('rescue-sheet-unwritable', `The rescue sheet could not be saved: ${sentenceOf(error)}`);
}

async function ended(
  result: OperationResult,
  context: OperationContext,
  parts: OperationParts,
): Promise<OperationResult> {
  await context.sessions.closeAll();
  const told = endInJournal(context, result, parts.journal);
  if (told.outcome === 'needs-operator')
    release(context.id, told.waysOut[0] ?? 'It needs the operator.', parts.journal);
  context.tell({ kind: 'finished', result: told });
  return told;
}

/**
 * What ended is closed in the journal; what needs the operator stays open there, so that it can be continued, undone or
 * handed over. The servers are as they are: a journal that fails at the very end is said, not thrown.
 */
export function endInJournal(context: OperationContext, result: OperationResult, journal: Journal): OperationResult {
  if (result.outcome === 'needs-operator')
    return {
      ...result,
      waysOut: [...result.waysOut, `Continue, undo or hand over: signalbox operations show ${context.id}`],
    };
  try {
    journal.finishOperation(context.id, result.outcome, plain(result));
    return result;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ...result,
      waysOut: [...result.waysOut, `The end of the operation could not be written into the journal: ${why}`],
    };
  }
}

/** Gives an unfinished operation back. Should the journal fail here, it is free again once this program has ended. */
export function release(operation: string, because: string, journal: Journal): void {
  try {
    journal.release(operation, because);
  } catch {
    // What keeps it from being written has been told by whatever failed before.
  }
}

/** Plans, guards and results are plain data by their types' design. */
function plain(value: Plan | OperationResult | readonly GuardResult[]): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
