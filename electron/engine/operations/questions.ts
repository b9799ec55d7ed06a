import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';

interface Choice {
  readonly id: string;
  readonly label: string;
}

/** Puts an operation's questions to whoever watches it, and waits for the answer. */
export class Questions {
  readonly #cancel: AbortSignal;
  readonly #tell: (event: OperationEvent) => void;
  readonly #open = new Map<string, (choice: string) => void>();

  constructor(cancel: AbortSignal, tell: (event: OperationEvent) => void) {
    this.#cancel = cancel;
    this.#tell = tell;
  }

  /** The id of the choice made. @throws SignalboxError `cancelled` when the operation is stopped first. */
  ask(step: string, question: string, choices: readonly Choice[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#open.delete(step);
        reject(new SignalboxError('cancelled', 'The operator stopped the operation.'));
      };
      if (this.#cancel.aborted) return stop();
      this.#cancel.addEventListener('abort', stop, { once: true });
      this.#open.set(step, (choice) => {
        this.#cancel.removeEventListener('abort', stop);
        this.#open.delete(step);
        resolve(choice);
      });
      this.#tell({ kind: 'question', step, question, choices });
    });
  }

  /** @throws SignalboxError `bad-input` when nothing is asked there. */
  answer(step: string, choice: string): void {
    const resolve = this.#open.get(step);
    if (resolve === undefined) throw new SignalboxError('bad-input', 'This question is not open any more.');
    resolve(choice);
  }
}
