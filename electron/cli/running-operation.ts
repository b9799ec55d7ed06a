import { setImmediate as nextTurn } from 'node:timers/promises';
import { reportOf } from '../../shared/domain/errors.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';
import type { OperationEvent } from '../../shared/plans/operation-event.ts';
import type { Engine, RunRequest } from '../engine/engine.ts';
import { renderError } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { Progress } from './progress.ts';

/** An operation to be begun or resumed, and how its questions are answered. */
export interface Run {
  readonly begin: (telling: Pick<RunRequest, 'signal' | 'onEvent'>) => Promise<OperationResult>;
  /** Answer the plan's questions with the choice that goes on, instead of asking. */
  readonly answersYes: boolean;
}

type Question = OperationEvent & { readonly kind: 'question' };

/** One operation while it runs: tells each step, puts the plan's questions, and turns Ctrl-C into an undo. */
export class RunningOperation {
  readonly #engine: Engine;
  readonly #invocation: Invocation;
  readonly #run: Run;
  readonly #progress: Progress;
  readonly #stop = new AbortController();
  readonly #ended = new AbortController();
  #operation: string | null = null;

  constructor(engine: Engine, invocation: Invocation, run: Run) {
    this.#engine = engine;
    this.#invocation = invocation;
    this.#progress = new Progress(invocation);
    this.#run = run;
  }

  /** @throws SignalboxError `plan-outdated`, `journal-unwritable` and whatever else keeps it from beginning. */
  async run(): Promise<OperationResult> {
    const stopListening = this.#invocation.world.onInterrupt(() => {
      this.#interrupt();
    });
    this.#invocation.isChangingServers = true;
    try {
      return await this.#run.begin({
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
      this.#progress.say(
        'Still stopping. Ending the program now would leave the servers as they stand, perhaps closed for writes; if it must be, its journal says how far it came.',
      );
      return;
    }
    this.#progress.say('Stopping: what was done is being undone. Past the line it goes forward instead.');
    this.#stop.abort();
    if (this.#operation !== null) this.#engine.cancel(this.#operation);
  }

  #tell(event: OperationEvent): void {
    switch (event.kind) {
      case 'started':
        this.#operation = event.operation;
        this.#progress.say(`Operation ${event.operation}; Ctrl-C stops and undoes it.`);
        return;
      case 'step':
        this.#progress.step(event.step);
        return;
      case 'note':
        this.#progress.say(event.text);
        return;
      case 'undoing':
        this.#progress.say(`Undoing: ${event.because}`);
        return;
      case 'question':
        void this.#put(event).catch((thrown: unknown) => {
          this.#progress.line(renderError(reportOf(thrown), this.#invocation.look(this.#invocation.world.stderr)));
        });
        return;
      case 'finished':
        this.#progress.clear();
        return;
    }
  }

  async #put(question: Question): Promise<void> {
    const operation = this.#operation;
    const goesOn = question.choices[0];
    if (operation === null || goesOn === undefined) return;
    const choice = this.#run.answersYes ? goesOn : await this.#ask(question);
    if (choice === null) return;
    // The question may come before the operation waits for its answer.
    await nextTurn();
    this.#progress.say(`${question.question} ${choice.label}`);
    this.#engine.answer(operation, question.step, choice.id);
  }

  /** null when the operation ended first, or when the person would rather not go on: that stops it. */
  async #ask(question: Question): Promise<Question['choices'][number] | null> {
    const { choices } = question;
    const quiet = AbortSignal.any([this.#ended.signal, this.#stop.signal]);
    const listed = choices.map(({ label }, index) => `  ${String(index + 1)}  ${label}`);
    try {
      for (;;) {
        for (const line of [question.question, ...listed]) this.#progress.say(line);
        const answer = (await this.#invocation.world.terminal.ask('> ', quiet)).trim();
        const chosen = choices[Number(answer) - 1] ?? choices.find(({ id }) => id === answer);
        if (chosen !== undefined) return chosen;
      }
    } catch {
      if (!quiet.aborted) this.#interrupt();
      return null;
    }
  }
}
