import type { JournalItem, JournalVerification, OperationSummary } from '../../../shared/domain/journal.ts';
import type { State } from '../../ui/feedback/StateDot.tsx';
import type { Loaded } from '../../ui/loaded.ts';

/** The newest operation that has not ended: it runs, or was cut off. */
export function unfinishedOperation(items: readonly JournalItem[]): OperationSummary | null {
  for (const item of items) {
    if (item.kind === 'operation' && item.operation.endedAt === null) return item.operation;
  }
  return null;
}

/** The journal's chain in a word, and how bad that is. */
export function journalStateOf(result: Loaded<JournalVerification>): { readonly state: State; readonly text: string } {
  switch (result.kind) {
    case 'loading':
      return { state: 'idle', text: 'journal' };
    case 'failed':
      return { state: 'bad', text: 'journal can’t be read' };
    case 'ready':
      return result.value.ok
        ? { state: 'ok', text: 'journal verified' }
        : { state: 'bad', text: `journal broken at entry ${result.value.problem?.sequence ?? '?'}` };
  }
}
