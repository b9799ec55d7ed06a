import { SignalboxError, type ErrorReport } from '../../../shared/domain/errors.ts';
import type { AnyPreview } from '../../../shared/plans/any-preview.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { differencesOf } from '../../../shared/plans/shaping.ts';
import { objections, withAcceptances } from './acceptances.ts';
import type { PreparedPlan } from './prepared-plan.ts';
import { Questions } from './questions.ts';
import type { RunRequest } from './run-request.ts';
import { resumeOperation, type ResumeParts } from './resume-operation.ts';
import type { ResumeRequest } from './resume-request.ts';
import { supersede } from './supersede.ts';
import { startOperation } from './start-operation.ts';

const plansKept = 50;

interface Running {
  readonly cancel: AbortController;
  readonly questions: Questions;
}

/** Keeps rehearsed plans of every kind, and runs them once everything has been asked again. */
export class PlanDesk {
  readonly #parts: ResumeParts;
  readonly #newPlanId: () => string;
  readonly #plans = new Map<string, PreparedPlan>();
  readonly #running = new Map<string, Running>();

  constructor(parts: ResumeParts, newPlanId: () => string) {
    this.#parts = parts;
    this.#newPlanId = newPlanId;
  }

  /** The preview with the id under which the plan can be run; without one where a guard blocks. */
  keep<P extends AnyPreview>(prepared: PreparedPlan<P>): P {
    if (prepared.plan === null) return prepared.preview;
    const planId = this.#newPlanId();
    this.#plans.set(planId, prepared);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > plansKept && oldest !== undefined) this.#plans.delete(oldest);
    const sheet = {
      label: 'Rescue sheet',
      text: `the SQL forward and back, for a person, is on disk before anything is changed, in ${this.#parts.rescueFolder}`,
    };
    return { ...prepared.preview, planId, expect: [...prepared.preview.expect, sheet] };
  }

  /**
   * Runs a previewed plan after asking everything again.
   * @throws SignalboxError `plan-unknown`, `confirmation-needed`, `journal-unwritable`; other failures are in the result.
   */
  async run(request: RunRequest): Promise<OperationResult> {
    const known = this.#plans.get(request.planId);
    if (known === undefined)
      throw new SignalboxError('plan-unknown', 'This plan is not known any more: check again to build it anew.');
    const now = await known.again([...known.accept, ...request.accept], request.signal);
    assertConfirmed(now, request.confirm);
    const refusal = refusalOf(known, now);
    if (refusal !== null || now.plan === null) return refused(now, refusal);
    return this.#start(now, request);
  }

  /**
   * Runs an operation on that an earlier program left, or undoes it.
   * @throws SignalboxError `operation-unknown`, `operation-in-progress`, `way-closed`; then it is as it was.
   */
  async resume(request: ResumeRequest): Promise<OperationResult> {
    const { operation, onEvent } = request;
    if (this.#running.has(operation))
      throw new SignalboxError('operation-in-progress', `Operation ${operation} runs here already.`);
    const cancel = new AbortController();
    const questions = new Questions(cancel.signal, onEvent);
    return this.#whileRunning(operation, { cancel, questions }, request.signal, () =>
      resumeOperation({ operation, way: request.way, cancel: cancel.signal, questions, tell: onEvent }, this.#parts),
    );
  }

  answer(operation: string, step: string, choice: string): void {
    this.#operation(operation).questions.answer(step, choice);
  }

  cancel(operation: string): void {
    this.#operation(operation).cancel.abort();
  }

  /** Asks every running operation to stop, and waits until none runs. */
  async close(): Promise<void> {
    for (const { cancel } of this.#running.values()) cancel.abort();
    while (this.#running.size > 0) await this.#parts.pace.pause(20, null);
  }

  async #start(prepared: PreparedPlan, request: RunRequest): Promise<OperationResult> {
    const { plan, preview, cluster } = prepared;
    if (plan === null) throw new Error('a refused plan is not run');
    const cancel = new AbortController();
    const questions = new Questions(cancel.signal, request.onEvent);
    const superseded = plan.kind === 'failover' ? supersede(cluster.name, this.#parts.journal) : [];
    const operation = startOperation(
      { cluster, plan, guards: preview.guards, cancel: cancel.signal, questions, tell: request.onEvent, superseded },
      this.#parts,
    );
    return this.#whileRunning(operation.id, { cancel, questions }, request.signal, () => operation.result);
  }

  async #whileRunning(
    operation: string,
    running: Running,
    signal: AbortSignal,
    work: () => Promise<OperationResult>,
  ): Promise<OperationResult> {
    this.#running.set(operation, running);
    const onAbort = (): void => running.cancel.abort();
    signal.addEventListener('abort', onAbort);
    try {
      if (signal.aborted) onAbort();
      return await work();
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#running.delete(operation);
    }
  }

  #operation(id: string): Running {
    const running = this.#running.get(id);
    if (running === undefined) throw new SignalboxError('operation-unknown', `Operation ${id} is not running here.`);
    return running;
  }
}

function refused({ preview }: PreparedPlan, error: ErrorReport | null): OperationResult {
  return {
    outcome: 'refused',
    operation: null,
    leftBehind: [],
    guards: preview.guards,
    steps: preview.steps,
    writeBlockedMs: null,
    error,
    waysOut: [],
    records: { before: [], after: [] },
  };
}

/** Production, and every accepted loss, wants the cluster's name typed. */
function assertConfirmed(now: PreparedPlan, confirm: string | null): void {
  const { cluster } = now;
  const production = cluster.environment === 'production';
  const loses = now.preview.guards.some((guard) => guard.verdict === 'loss' && guard.accepted !== null);
  if ((!production && !loses) || confirm === cluster.name) return;
  const what = production ? 'a production cluster' : 'data that can be lost';
  throw new SignalboxError('confirmation-needed', `This changes ${what}: type its name, ${cluster.name}, to confirm.`);
}

/** Why the plan may not run now; null when it may. */
function refusalOf(known: PreparedPlan, now: PreparedPlan): ErrorReport | null {
  const [objection] = objections(withAcceptances(now.preview.guards, now.accept));
  if (objection !== undefined)
    return {
      code: 'refused-by-guard',
      message: objection.message,
      server: objection.server,
      details: { guard: objection.code },
    };
  const differences = differencesOf(known.shaping, now.shaping);
  if (differences.length === 0) return null;
  return {
    code: 'plan-outdated',
    message: `What shaped the plan has changed since: ${differences.join(', ')}. Check again.`,
    server: null,
    details: { differences },
  };
}
