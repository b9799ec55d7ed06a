import type { JournalVerification } from '../../../shared/domain/journal.ts';
import { breakBetween } from './chain.ts';
import type { ChainEntry } from './chain.ts';
import type { EntryStore } from './entry-store.ts';
import { journalFailure } from './failures.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';

/**
 * Follows the chain from its first entry to its head. Finds an entry that was changed, removed, put in or replaced,
 * and a cut-off end by the head's own count. What this does not prove is in docs/journal.md.
 * @returns a problem rather than an error when the file itself is damaged.
 */
export function verifyChain(store: EntryStore, path: string): JournalVerification {
  let previous: ChainEntry | null = null;
  const broken = (sequence: number, message: string): JournalVerification => {
    return { ok: false, entries: previous?.sequence ?? 0, problem: { sequence, message } };
  };
  try {
    for (const entry of store.unchecked()) {
      const problem = breakBetween(previous, entry);
      if (problem !== null) return broken(Math.min(entry.sequence, (previous?.sequence ?? 0) + 1), problem);
      previous = entry;
    }
    const head = store.head();
    const problem = breakAtHead(previous, head);
    const entries = previous?.sequence ?? 0;
    return problem === null ? { ok: true, entries, problem } : broken(Math.min(entries, head.sequence) + 1, problem);
  } catch (thrown) {
    const failed = journalFailure(thrown, path);
    if (failed instanceof SignalboxError && failed.code === 'journal-corrupt') {
      return broken((previous?.sequence ?? 0) + 1, failed.message);
    }
    throw failed;
  }
}

function breakAtHead(
  last: ChainEntry | null,
  head: { readonly sequence: number; readonly hash: string },
): string | null {
  const sequence = last?.sequence ?? 0;
  if (sequence < head.sequence) {
    return `The end is missing: ${String(head.sequence)} entries were written, ${String(sequence)} are there.`;
  }
  if (sequence > head.sequence) return `Entry ${String(head.sequence + 1)} was put in at the end.`;
  return last === null || last.hash === head.hash ? null : `Entry ${String(sequence)} was replaced.`;
}
