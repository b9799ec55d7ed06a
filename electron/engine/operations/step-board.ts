import type { StepState, StepView } from '../../../shared/plans/outcome.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';

/** The steps of a running operation as people see them; every change is told. */
export class StepBoard {
  readonly #steps: Map<string, StepView>;
  readonly #tell: (event: OperationEvent) => void;

  constructor(steps: readonly StepView[], tell: (event: OperationEvent) => void) {
    this.#steps = new Map(steps.map((step) => [step.id, step]));
    this.#tell = tell;
  }

  all(): readonly StepView[] {
    return [...this.#steps.values()];
  }

  state(id: string): StepState {
    return this.#steps.get(id)?.state ?? 'pending';
  }

  set(id: string, change: Partial<Pick<StepView, 'state' | 'ms' | 'detail' | 'statements' | 'hook'>>): void {
    const step = this.#steps.get(id);
    if (step === undefined) return;
    const next = { ...step, ...change };
    this.#steps.set(id, next);
    this.#tell({ kind: 'step', step: next });
  }

  /** Marks what will not run any more. */
  skip(ids: readonly string[], detail: string): void {
    for (const id of ids) if (this.state(id) === 'pending') this.set(id, { state: 'skipped', detail });
  }
}
