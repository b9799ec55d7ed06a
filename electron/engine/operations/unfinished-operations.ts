import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { factGroups, type FactGroup } from '../../../shared/domain/facts.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { OperationDetail, OperationSummary } from '../../../shared/domain/journal.ts';
import { ask } from '../../../shared/guards/ask.ts';
import { journalledState, type JournalledState } from '../../../shared/plans/journalled-state.ts';
import { journalledViews } from '../../../shared/plans/journalled-views.ts';
import type { OperationState, UnfinishedOperation, WayOut } from '../../../shared/plans/unfinished-operation.ts';
import { prospect, type Prospect } from '../../../shared/plans/ways-out.ts';
import type { Journal } from '../journal/journal.ts';
import type { ClusterLook } from './prepared-plan.ts';

export interface UnfinishedParts {
  readonly journal: Journal;
  readonly now: () => number; // epoch ms
  readonly cluster: (name: string) => Promise<ClusterConfiguration>;
  readonly look: (
    cluster: ClusterConfiguration,
    groups: readonly FactGroup[],
    signal: AbortSignal,
  ) => Promise<ClusterLook>;
  readonly rescueSheetOf: (operation: string) => string | null;
}

/** Operations that have begun and not ended, and what can be done about each. */
export class UnfinishedOperations {
  readonly #parts: UnfinishedParts;

  constructor(parts: UnfinishedParts) {
    this.#parts = parts;
  }

  /** Of one cluster, or of all. */
  list(cluster: string | null): readonly UnfinishedOperation[] {
    const { journal } = this.#parts;
    return journal
      .unfinishedOperations(cluster)
      .map((operation) => ({ ...operation, living: journal.isLiving(operation.id) }));
  }

  /** By its journal, and as the servers are now. Changes nothing. @throws SignalboxError `journal-entry-unknown`, `way-closed` */
  async state(id: string, signal: AbortSignal): Promise<OperationState> {
    const { journal, rescueSheetOf } = this.#parts;
    const detail = journal.operation(id);
    if (detail.kind === 'import')
      throw new SignalboxError('way-closed', `${id} is an import: go on with it by signalbox import … --resume.`);
    const state = journalledState(detail);
    const living = journal.isLiving(id);
    const look = await this.#look(detail, state, signal);
    const { plan } = state;
    const open = await prospect(state, (ref) => Promise.resolve(ask(ref, look?.facts ?? new Map(), this.#parts.now())));
    return {
      operation: summaryOf(detail),
      living,
      steps: journalledViews(state),
      line: plan.line === null ? null : { beforeStep: plan.line, text: plan.lineText ?? '' },
      pastLine: open.pastLine || open.fromLine,
      topology: look?.topology ?? null,
      ways: detail.endedAt === null ? waysOf(open, living) : [],
      rescueSheet: rescueSheetOf(id),
    };
  }

  /** From the servers of the plan too: a seed may be what died. null when the cluster is not configured any more. */
  async #look(detail: OperationDetail, { plan }: JournalledState, signal: AbortSignal): Promise<ClusterLook | null> {
    try {
      const cluster = await this.#parts.cluster(detail.cluster);
      const seeds = [...new Set([...cluster.seeds, ...plan.servers])];
      return await this.#parts.look({ ...cluster, seeds }, factGroups, signal);
    } catch (error) {
      if (error instanceof SignalboxError && error.code !== 'cancelled') return null;
      throw error;
    }
  }
}

function waysOf(open: Prospect, living: boolean): readonly WayOut[] {
  const handOver: WayOut = {
    way: 'hand-over',
    allowed: true,
    because: 'It is closed as it stands, and a person does the rest with the rescue sheet.',
    guards: [],
  };
  const ways = [open.continue, open.undo, handOver];
  if (!living) return ways;
  return ways.map((way) => ({ ...way, allowed: false, because: 'Its program still runs it.' }));
}

function summaryOf({ id, cluster, kind, title, startedAt, endedAt, outcome }: OperationDetail): OperationSummary {
  return { id, cluster, kind, title, startedAt, endedAt, outcome };
}
