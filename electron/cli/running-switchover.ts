import { inWords } from '../../shared/domain/words.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';
import type { Acceptance, OperationEvent } from '../../shared/plans/switchover-view.ts';
import type { Engine } from '../engine/engine.ts';
import type { Invocation } from './invocation.ts';
import { plainText } from './render/printable.ts';
import { renderProgress } from './render/plan.ts';

export interface RunRequest {
  readonly planId: string;
  readonly accept: readonly Acceptance[];
  readonly confirm: string;
  /** Answer the plan's questions with the choice that goes on, instead of asking. */
  readonly answersYes: boolean;
}

type Question = OperationEvent & { readonly kind: 'question' };

/** One switchover while it runs: tells each step, puts the plan's questions, and turns Ctrl-C into an undo. */
export class RunningSwitchover {
  readonly #engine: Engine;
  readonly #invocation: Invocation;
  readonly #request: RunRequest;
  readonly #stop = new AbortController();
  readonly #ended = new AbortController();
  #operation: string | null = null;

  constructor(engine: Engine, invocation: Invocation, request: RunRequest) {
    this.#engine = engine;
    this.#invocation = invocation;
    this.#request = request;
  }

  /** @throws SignalboxError `plan-outdated`, `journal-unwritable` and whatever else keeps it from beginning. */
  async run(): Promise<OperationResult> {
    const stopListening = this.#invocation.world.onInterrupt(() => {
      this.#interrupt();
    });
    this.#invocation.isChangingServers = true;
    try {
      return await this.#engine.runSwitchover({
        planId: this.#request.planId,
        accept: this.#request.accept,
        confirm: this.#request.confirm,
        signal: this.#stop.signal,
        onEvent: (event) => {
          this.#tell(event);
        },
      });
    } finally {
      this.#invocation.isChangingServers = false;
      this.#ended.abort();
      stopListening();
    }
  }

  #interrupt(): void {
    if (this.#stop.signal.aborted) {
      this.#invocation.say(
        'Still stopping. Ending the program now would leave the servers as they stand, perhaps closed for writes; if it must be, its journal says how far it came.',
      );
      return;
    }
    this.#invocation.say('Stopping: what was done is being undone. Past the line it goes forward instead.');
    this.#stop.abort();
    if (this.#operation !== null) this.#engine.cancel(this.#operation);
  }

  #tell(event: OperationEvent): void {
    const { say, words, look } = this.#voice();
    switch (event.kind) {
      case 'started':
        this.#operation = event.operation;
        say(`Operation ${event.operation}; Ctrl-C stops and undoes it.`);
        return;
      case 'step':
        say(renderProgress(event.step, look));
        return;
      case 'note':
        say(plainText(inWords(event.text, words)));
        return;
      case 'undoing':
        say(plainText(inWords(`Undoing: ${event.because}`, words)));
        return;
      case 'question':
        void this.#put(event);
        return;
      case 'finished':
        return;
    }
  }

  async #put(question: Question): Promise<void> {
    const operation = this.#operation;
    const goesOn = question.choices[0];
    if (operation === null || goesOn === undefined) return;
    const choice = this.#request.answersYes ? goesOn.id : await this.#ask(question);
    if (choice === null) return;
    this.#invocation.say(`${question.question} ${question.choices.find(({ id }) => id === choice)?.label ?? choice}`);
    this.#engine.answer(operation, question.step, choice);
  }

  /** null when the operation ended first, or when the person would rather not go on: that stops it. */
  async #ask(question: Question): Promise<string | null> {
    const { say, words } = this.#voice();
    const listed = question.choices.map(({ label }, index) => `  ${String(index + 1)}  ${label}`).join('\n');
    const text = plainText(inWords(question.question, words));
    try {
      for (;;) {
        const answer = await this.#invocation.world.terminal.ask(`${text}\n${listed}\n> `, this.#ended.signal);
        const chosen =
          question.choices[Number(answer.trim()) - 1] ?? question.choices.find(({ id }) => id === answer.trim());
        if (chosen !== undefined) return chosen.id;
        say(`Answer with a number from 1 to ${String(question.choices.length)}.`);
      }
    } catch {
      if (!this.#ended.signal.aborted && !this.#stop.signal.aborted) this.#interrupt();
      return null;
    }
  }

  #voice(): Pick<Invocation, 'words'> & {
    readonly say: (line: string) => void;
    readonly look: ReturnType<Invocation['look']>;
  } {
    const invocation = this.#invocation;
    return {
      words: invocation.words,
      look: invocation.look(invocation.world.stderr),
      say: (line) => {
        invocation.say(line);
      },
    };
  }
}
