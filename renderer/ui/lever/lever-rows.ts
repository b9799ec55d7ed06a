import type { StepView } from '../../../shared/plans/outcome.ts';
import { durationText } from '../text/age.ts';
import { capital } from '../text/capital.ts';

/** Where undo becomes conditional, drawn before a step. */
export interface LeverLine {
  readonly beforeStep: string;
  readonly text: string;
}

export interface LeverRow {
  readonly kind: 'step';
  readonly number: number;
  readonly step: StepView;
}

export type LeverItem =
  | LeverRow
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'group'; readonly group: string; readonly rows: readonly LeverRow[] };

/** The column: numbered steps, neighbours of one group together, and the line where it belongs. */
export function leverItems(steps: readonly StepView[], line: LeverLine | null): readonly LeverItem[] {
  const items: LeverItem[] = [];
  for (const [index, step] of steps.entries()) {
    if (line?.beforeStep === step.id) items.push({ kind: 'line', text: line.text });
    const row: LeverRow = { kind: 'step', number: index + 1, step };
    const last = items.at(-1);
    if (step.group === null) items.push(row);
    else if (last?.kind === 'group' && last.group === step.group) {
      items[items.length - 1] = { ...last, rows: [...last.rows, row] };
    } else items.push({ kind: 'group', group: step.group, rows: [row] });
  }
  return items;
}

/** What stands at the right of a step before it runs: how it is undone, where writes stop, and its bound. */
export function promisesOf(step: StepView): readonly string[] {
  const marks = { 'writes-stop': 'writes stop here', 'writes-resume': 'writes resume here' } as const;
  const bound = step.withinMs === null ? [] : [`≤ ${durationText(step.withinMs).replace('.0 s', ' s')}`];
  return [...(step.marks === null ? [] : [marks[step.marks]]), undoInShort(step), ...bound].filter(
    (text) => text !== '',
  );
}

/** `undo: …` where there is one, else that there is none; the reason stands under the opened title. */
function undoInShort(step: StepView): string {
  if (step.undoStatements.length > 0) return `undo: ${step.undo.slice(0, 1).toLowerCase()}${step.undo.slice(1)}`;
  return step.undo.split(':')[0]?.trim() ?? '';
}

/** Why there is nothing to undo, or no undo; empty where that needs no words. */
export function undoReason(step: StepView): string {
  return step.undoStatements.length === 0 && step.undo.includes(':') ? capital(step.undo) : '';
}
