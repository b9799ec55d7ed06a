import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError, type ErrorReport } from '../../../shared/domain/errors.ts';
import { factGroups, type FactGroup } from '../../../shared/domain/facts.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { differencesOf } from '../../../shared/plans/switchover/shape-facts.ts';
import type { CandidateView, SwitchoverPreview, SwitchoverRequest } from '../../../shared/plans/switchover-view.ts';
import type { RunRequest } from './run-request.ts';
import type { Journal } from '../journal/journal.ts';
import { objections, withAcceptances } from './acceptances.ts';
import { judgeCandidates } from './candidates.ts';
import { prepareSwitchover, type ClusterLook, type PreparedSwitchover } from './prepare-switchover.ts';
import { Questions } from './questions.ts';
import { startOperation, type OperationParts } from './start-operation.ts';

export interface SwitchoverParts extends OperationParts {
  readonly journal: Journal;
  /** One look at every server of the cluster, with these groups of facts. */
  readonly look: (
    cluster: ClusterConfiguration,
    groups: readonly FactGroup[],
    signal: AbortSignal,
  ) => Promise<ClusterLook>;
  /** @throws SignalboxError `cluster-unknown` */
  readonly cluster: (name: string) => Promise<ClusterConfiguration>;
  readonly newPlanId: () => string;
}

const plansKept = 50;

/** Rehearses and runs switchovers. */
export class Switchovers {
  readonly #parts: SwitchoverParts;
  readonly #plans = new Map<string, PreparedSwitchover>();
  readonly #running = new Map<string, { readonly cancel: AbortController; readonly questions: Questions }>();

  constructor(parts: SwitchoverParts) {
    this.#parts = parts;
  }

  async candidates(name: string, signal: AbortSignal): Promise<readonly CandidateView[]> {
    const cluster = await this.#parts.cluster(name);
    const look = await this.#parts.look(cluster, factGroups, signal);
    return judgeCandidates(cluster, look, this.#parts.pace.now());
  }

  /** Asks every guard on the live servers and builds the plan; changes nothing. */
  async preview(request: SwitchoverRequest, signal: AbortSignal): Promise<SwitchoverPreview> {
    const prepared = await this.#prepare(request, signal);
    if (prepared.plan === null) return prepared.preview;
    const planId = this.#parts.newPlanId();
    this.#keep(planId, prepared);
    return { ...prepared.preview, planId };
  }

  /**
   * Runs a previewed plan after asking everything again.
   * @throws SignalboxError `plan-unknown`, `confirmation-needed`, `journal-unwritable`; other failures are in the result.
   */
  async run(request: RunRequest): Promise<OperationResult> {
    const known = this.#plans.get(request.planId);
    if (known === undefined)
      throw new SignalboxError('plan-unknown', 'This plan is not known any more: check again to build it anew.');
    const accept = [...known.request.accept, ...request.accept];
    const cluster = await this.#parts.cluster(known.request.cluster);
    const now = await this.#prepare({ ...known.request, accept }, request.signal);
    assertConfirmed(cluster, now, request.confirm);
    const refusal = refusalOf(known, now);
    if (refusal !== null || now.plan === null) return this.#refused(now, refusal);
    return this.#start(cluster, now, request);
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

  async #start(
    cluster: ClusterConfiguration,
    prepared: PreparedSwitchover,
    request: RunRequest,
  ): Promise<OperationResult> {
    const { plan, preview } = prepared;
    if (plan === null) throw new Error('a refused plan is not run');
    const cancel = new AbortController();
    const questions = new Questions(cancel.signal, request.onEvent);
    const operation = startOperation(
      { cluster, plan, guards: preview.guards, cancel: cancel.signal, questions, tell: request.onEvent },
      this.#parts,
    );
    this.#running.set(operation.id, { cancel, questions });
    const onAbort = (): void => cancel.abort();
    request.signal.addEventListener('abort', onAbort);
    try {
      if (request.signal.aborted) cancel.abort();
      return await operation.result;
    } finally {
      request.signal.removeEventListener('abort', onAbort);
      this.#running.delete(operation.id);
    }
  }

  async #prepare(request: SwitchoverRequest, signal: AbortSignal): Promise<PreparedSwitchover> {
    const cluster = await this.#parts.cluster(request.cluster);
    const look = await this.#parts.look(cluster, factGroups, signal);
    if (look.topology.servers.every((server) => server.role === 'unreachable')) throw noServerAnswered(cluster, look);
    const own = [...this.#ownGuards(cluster.name), ...(await this.#passwordGuard(cluster))];
    return prepareSwitchover(request, cluster, look, own, this.#parts.pace.now());
  }

  /** What this program knows itself: is the journal writable, does an operation run? */
  #ownGuards(cluster: string): readonly GuardResult[] {
    const journal = this.#journalGuard();
    return journal.verdict === 'block' ? [journal] : [journal, this.#operationGuard(cluster)];
  }

  /** The old source's new channel needs the replication password: a missing one is found now, not after the line. */
  async #passwordGuard(cluster: ClusterConfiguration): Promise<readonly GuardResult[]> {
    if (cluster.replication === null) return [];
    const about = { code: 'replication-password', server: null, accepted: null };
    try {
      await this.#parts.configuredReplicationPassword(cluster);
      return [{ ...about, verdict: 'pass', message: 'The replication password can be read.', cure: null }];
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      const cure = 'Put it where the configuration refers to (replication.password), then check again.';
      return [{ ...about, verdict: 'block', message: `The replication password is missing: ${error.message}`, cure }];
    }
  }

  #journalGuard(): GuardResult {
    const about = { code: 'journal-unwritable', server: null, accepted: null };
    try {
      this.#parts.journal.assertWritable();
      return { ...about, verdict: 'pass', message: 'The journal can be written.', cure: null };
    } catch (error) {
      if (!(error instanceof SignalboxError)) throw error;
      return {
        ...about,
        verdict: 'block',
        message: `The journal can't be written: ${error.message}`,
        cure: 'Make room or rights in the data directory; nothing is changed without a record.',
      };
    }
  }

  #operationGuard(cluster: string): GuardResult {
    const about = { code: 'operation-in-progress', server: null, accepted: null };
    const [other] = this.#parts.journal.unfinishedOperations(cluster);
    return other === undefined
      ? { ...about, verdict: 'pass', message: 'No other operation of this cluster is unfinished.', cure: null }
      : {
          ...about,
          verdict: 'block',
          message: `Operation ${other.id} (${other.title}) is not finished.`,
          cure: `Wait until it ends. If its program was killed, look at the servers and at the journal, then close it: signalbox journal abandon ${other.id} --note TEXT.`,
        };
  }

  #keep(planId: string, prepared: PreparedSwitchover): void {
    this.#plans.set(planId, prepared);
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > plansKept && oldest !== undefined) this.#plans.delete(oldest);
  }

  #operation(id: string): { readonly cancel: AbortController; readonly questions: Questions } {
    const running = this.#running.get(id);
    if (running === undefined) throw new SignalboxError('operation-unknown', `Operation ${id} is not running here.`);
    return running;
  }

  #refused(prepared: PreparedSwitchover, error: ErrorReport | null): OperationResult {
    const { preview } = prepared;
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
}

function noServerAnswered(cluster: ClusterConfiguration, look: ClusterLook): SignalboxError {
  const reasons = look.topology.servers.map((server) => `${server.id}: ${server.reason?.message ?? 'no answer'}`);
  return new SignalboxError('no-server-answered', `No server of ${cluster.name} answered. ${reasons.join(' ')}`, {
    details: { servers: reasons },
  });
}

/** Production, and every accepted loss, wants the cluster's name typed. */
function assertConfirmed(cluster: ClusterConfiguration, now: PreparedSwitchover, confirm: string | null): void {
  const production = cluster.environment === 'production';
  const loses = now.preview.guards.some((guard) => guard.verdict === 'loss' && guard.accepted !== null);
  if ((!production && !loses) || confirm === cluster.name) return;
  const what = production ? 'a production cluster' : 'data that can be lost';
  throw new SignalboxError('confirmation-needed', `This changes ${what}: type its name, ${cluster.name}, to confirm.`);
}

/** Why the plan may not run now; null when it may. */
function refusalOf(known: PreparedSwitchover, now: PreparedSwitchover): ErrorReport | null {
  const [objection] = objections(withAcceptances(now.preview.guards, now.request.accept));
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
