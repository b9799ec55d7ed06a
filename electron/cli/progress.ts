import type { StepView } from '../../shared/plans/outcome.ts';
import { inWords } from '../../shared/domain/words.ts';
import type { Invocation } from './invocation.ts';
import { paintFor } from './render/paint.ts';
import { plainText } from './render/printable.ts';
import { renderEnded, renderProgress } from './render/plan.ts';

const eraseLine = '\r\u001B[K';

/**
 * Tells on standard error how an operation goes: a line for each step that ended, and, on a terminal, one that changes
 * for the step that runs.
 */
export class Progress {
  readonly #invocation: Invocation;
  #transient = false;

  constructor(invocation: Invocation) {
    this.#invocation = invocation;
  }

  step(step: StepView): void {
    const { stderr } = this.#invocation.world;
    if (step.state === 'pending' || step.state === 'skipped') return;
    if (step.state !== 'running') for (const line of renderEnded(step, this.#invocation.look(stderr))) this.line(line);
    else if (stderr.isTerminal) {
      const plain = { ...this.#invocation.look(stderr), paint: paintFor(false) };
      stderr.write(`${eraseLine}${renderProgress(step, plain).slice(0, stderr.columns - 1)}`);
      this.#transient = true;
    }
  }

  /** A text in placeholders, e.g. `{Source}`. */
  say(text: string): void {
    this.line(plainText(inWords(text, this.#invocation.words)));
  }

  /** A finished line. */
  line(line: string): void {
    this.clear();
    this.#invocation.say(line);
  }

  /** Takes the changing line away, e.g. before a question. */
  clear(): void {
    if (this.#transient) this.#invocation.world.stderr.write(eraseLine);
    this.#transient = false;
  }
}
