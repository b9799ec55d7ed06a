import type { OperationResult, Outcome } from '../../../shared/plans/outcome.ts';
import { durationText } from '../text/age.ts';
import { impossibleText, writesOf } from './writes.ts';

/** The outcome in one or two words, for tags and lists. An operation without one was never ended. */
export function outcomeWord(outcome: Outcome | null): string {
  switch (outcome) {
    case 'done':
      return 'done';
    case 'refused':
      return 'refused';
    case 'undone':
      return 'undone';
    case 'needs-operator':
      return 'needs you';
    case null:
      return 'not ended';
  }
}

/** The outcome in a sentence: what is so now. `done` is what a done one came to, without a full stop. */
export function outcomeSentence(result: OperationResult, done: string | null): string {
  switch (result.outcome) {
    case 'done':
      return `${done ?? 'It is done'}${behindClause(result.leftBehind.length)}.`;
    case 'refused':
      return 'Refused: a guard said no, and nothing was changed.';
    case 'undone':
      return 'It was undone: everything is as it was before, and that is proved.';
    case 'needs-operator':
      return 'It stopped half-way and needs you: what is so now, and the ways out, are below.';
  }
}

function behindClause(count: number): string {
  if (count === 0) return '';
  return count === 1 ? '; one server was left behind' : `; ${count} servers were left behind`;
}

/** `47 ms`; a phrase where they were never blocked, or where nobody could write to begin with. */
export function writeBlockedText(result: OperationResult): string {
  if (result.writeBlockedMs !== null) return durationText(result.writeBlockedMs);
  const writes = writesOf(result.steps);
  return writes.kind === 'impossible' ? impossibleText(writes) : 'not at all';
}
