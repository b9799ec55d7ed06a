import type { StepView } from '../../shared/plans/outcome.ts';
import type { RunningOperation } from '../../shared/plans/running-operation.ts';
import type { OperationEvent } from '../../shared/plans/operation-event.ts';
import type { Memory } from './broadcast.ts';

/** The state of one run, told by its events. */
export interface OperationMemory extends Memory<OperationEvent> {
  /** null until it has begun. */
  operation(): string | null;
  finished(): boolean;
  now(): Pick<RunningOperation, 'steps' | 'question' | 'undoing'>;
}

type EventOf<K extends OperationEvent['kind']> = Extract<OperationEvent, { kind: K }>;

interface State {
  started: EventOf<'started'> | null;
  steps: Map<string, StepView>;
  question: EventOf<'question'> | null;
  notes: EventOf<'note'>[];
  undoing: EventOf<'undoing'> | null;
  finished: EventOf<'finished'> | null;
}

const notesKept = 200;

export function createOperationMemory(): OperationMemory {
  const state: State = { started: null, steps: new Map(), question: null, notes: [], undoing: null, finished: null };
  return {
    advance: (event) => advance(state, event),
    replay: () => replay(state),
    operation: () => state.started?.operation ?? null,
    finished: () => state.finished !== null,
    now: () => ({
      steps: [...state.steps.values()],
      question: state.question === null ? null : withoutKind(state.question),
      undoing: state.undoing?.because ?? null,
    }),
  };
}

function advance(state: State, event: OperationEvent): void {
  switch (event.kind) {
    case 'started':
      state.started = event;
      state.steps = new Map(event.steps.map((step) => [step.id, step]));
      return;
    case 'step':
      state.steps.set(event.step.id, event.step);
      if (event.step.id === state.question?.step && event.step.state !== 'running') state.question = null;
      return;
    case 'question':
      state.question = event;
      return;
    case 'note':
      state.notes = [...state.notes, event].slice(-notesKept);
      return;
    case 'undoing':
      state.undoing = event;
      return;
    case 'finished':
      state.finished = event;
      state.question = null;
  }
}

function replay(state: State): readonly OperationEvent[] {
  const started = state.started === null ? null : { ...state.started, steps: [...state.steps.values()] };
  const events = [started, ...state.notes, state.undoing, state.question, state.finished];
  return events.filter((event) => event !== null);
}

function withoutKind({ step, question, choices }: EventOf<'question'>): RunningOperation['question'] {
  return { step, question, choices };
}
