import type { OperationEntry } from '../../../shared/domain/journal.ts';
import type { Journal } from '../journal/journal.ts';
import type { Progress } from './operation-context.ts';
import { sentenceOf } from './step-failure.ts';

/**
 * What an operation writes into the journal. Before the line nothing is done that could not be written down first.
 * Past it, and while undoing, stopping half-way would be worse: a journal that fails is said once, and left alone.
 */
export class OperationJournal {
  readonly #journal: Journal;
  readonly #operation: string;
  readonly #progress: Progress;
  #lost = false;

  constructor(journal: Journal, operation: string, progress: Progress) {
    this.#journal = journal;
    this.#operation = operation;
    this.#progress = progress;
  }

  /** Durable when it returns. @throws SignalboxError `journal-unwritable`, before the line. */
  write(entry: OperationEntry): void {
    if (this.#progress.pastLine) this.note(entry);
    else this.#journal.appendEntry(this.#operation, entry);
  }

  /** Durable if it can be; never throws. */
  note(entry: OperationEntry): void {
    if (this.#lost) return;
    try {
      this.#journal.appendEntry(this.#operation, entry);
    } catch (error) {
      this.#lost = true;
      this.#progress.notes.push(`The journal lacks what happened from here on: ${sentenceOf(error)}`);
    }
  }
}
