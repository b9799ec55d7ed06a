import { inWords } from '../../../shared/domain/words.ts';
import type { OperationResult, StepState } from '../../../shared/plans/outcome.ts';
import type { PlanSentences } from '../../../shared/plans/preview.ts';
import { renderError } from '../failure.ts';
import type { Look } from './look.ts';
import { renderProgress } from './plan.ts';
import { printable } from './printable.ts';
import { formatMs } from './time.ts';

/** Steps that went as planned, or were never reached, are not told again. */
const quiet: readonly StepState[] = ['proved', 'pending', 'skipped'];

/** What it means that the operation is done, or undone: sentences without a full stop. */
export interface Ending {
  readonly said: Pick<PlanSentences, 'done' | 'undone'>;
}

/** How an operation ended, and what is left to do. */
export function renderResult(given: OperationResult, preview: Ending, look: Look): string {
  const result = printable(given);
  const blocked = result.writeBlockedMs === null ? [] : [`Writes were blocked for ${formatMs(result.writeBlockedMs)}.`];
  const open = result.steps.filter((step) => !quiet.includes(step.state));
  const records = [...result.records.before, ...result.records.after];
  return [
    headline(result, preview, look),
    ...(result.error === null ? [] : [renderError(result.error, look)]),
    ...blocked,
    ...(result.outcome === 'done' ? [] : open.map((step) => renderProgress(step, look))),
    ...result.leftBehind.flatMap((left) => [
      look.paint('yellow', `Left behind: ${left.server}: ${inWords(left.reason, look.words)}`),
      `  way out: ${inWords(left.wayOut, look.words)}`,
    ]),
    ...result.waysOut.map((way) => `Way out: ${inWords(way, look.words)}`),
    ...(records.length === 0 ? [] : [look.paint('dim', `Records: ${records.join(', ')}`)]),
    ...(result.operation === null
      ? []
      : [look.paint('dim', `Operation ${result.operation}: signalbox journal show ${result.operation}`)]),
  ].join('\n');
}

function headline(result: OperationResult, preview: Ending, look: Look): string {
  const { paint, words } = look;
  switch (result.outcome) {
    case 'done':
      return paint('green', inWords(`Done: ${preview.said.done}.`, words));
    case 'refused':
      return paint('red', 'Refused: nothing was changed.');
    case 'undone':
      return paint('yellow', inWords(`Failed and undone: ${preview.said.undone}.`, words));
    case 'needs-operator':
      return paint('red', 'This needs you: the operation could neither be finished nor undone.');
  }
}
