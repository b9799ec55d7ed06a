import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import type { FactGroup, ServerFacts } from '../../../shared/domain/facts.ts';
import type { Json } from '../../../shared/domain/json.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import type { Plan, SecretRef } from '../../../shared/plans/plan.ts';
import { rescueSheet } from '../../../shared/plans/rescue-sheet.ts';
import { stepViews } from '../../../shared/plans/step-view.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { Session } from '../connections/session.ts';
import type { Journal } from '../journal/journal.ts';
import { GuardDesk } from './guard-desk.ts';
import { runOperation } from './operation.ts';
import type { OperationContext, Progress } from './operation-context.ts';
import { OperationJournal } from './operation-journal.ts';
import { OperationSessions } from './operation-sessions.ts';
import { OperationValues } from './operation-values.ts';
import type { Pace } from './pace.ts';
import type { Questions } from './questions.ts';
import { recordContent } from './record-content.ts';
import { replicationPassword } from './replication-password.ts';
import { StepBoard } from './step-board.ts';
import { WriteGap } from './write-gap.ts';

/** What operations need of the engine. */
export interface OperationParts {
  readonly journal: Journal;
  readonly pace: Pace;
  /** A new session on a server of the cluster, bounded in time. */
  readonly open: (cluster: ClusterConfiguration, server: ServerId) => Promise<Session>;
  /** The password of the cluster's replication account, as configured; null when none is. */
  readonly configuredReplicationPassword: (cluster: ClusterConfiguration) => Promise<string | null>;
  /** Saves a rescue sheet durably, readable by its owner alone; returns its path. */
  readonly saveRescueSheet: (operation: string, text: string) => Promise<string>;
}

export interface OperationStart {
  readonly cluster: ClusterConfiguration;
  readonly plan: Plan;
  readonly guards: readonly GuardResult[];
  readonly cancel: AbortSignal;
  readonly questions: Questions;
  readonly tell: (event: OperationEvent) => void;
}

/** Journals the beginning of an operation and runs it. @throws SignalboxError `journal-unwritable`, `operation-in-progress` */
export function startOperation(
  start: OperationStart,
  parts: OperationParts,
): { readonly id: string; readonly result: Promise<OperationResult> } {
  const { plan, guards, cluster } = start;
  const begun = parts.journal.beginOperation({
    cluster: cluster.name,
    kind: plan.kind,
    title: plan.title,
    plan: plain(plan),
    guards: plain(guards),
  });
  const context = contextOf(begun.id, start, parts);
  context.tell({ kind: 'started', operation: begun.id, steps: context.board.all() });
  return { id: begun.id, result: run(context, start, parts) };
}

async function run(context: OperationContext, start: OperationStart, parts: OperationParts): Promise<OperationResult> {
  const path = await parts.saveRescueSheet(context.id, rescueSheet(context.plan)).catch(() => null);
  context.tell({
    kind: 'note',
    text: path === null ? 'The rescue sheet could not be saved.' : `The rescue sheet is saved: ${path}`,
  });
  const result = await runOperation(context, start.guards, path);
  await context.sessions.closeAll();
  const told = finishInJournal(context, result, parts.journal);
  context.tell({ kind: 'finished', result: told });
  return told;
}

/** The servers are as they are: a journal that fails at the very end is said, not thrown. */
function finishInJournal(context: OperationContext, result: OperationResult, journal: Journal): OperationResult {
  try {
    journal.finishOperation(context.id, result.outcome, plain(result));
    return result;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ...result,
      waysOut: [...result.waysOut, `The end of the operation could not be written into the journal: ${why}`],
    };
  }
}

function contextOf(id: string, start: OperationStart, parts: OperationParts): OperationContext {
  const { plan, cluster } = start;
  const { pace, journal } = parts;
  const sessions = new OperationSessions((server) => parts.open(cluster, server));
  const values = new OperationValues();
  const desk = new GuardDesk(sessions, values, pace);
  const tell = quietly(start.tell);
  const progress: Progress = {
    begun: [],
    leftBehind: [],
    notes: [],
    records: { before: [], after: [] },
    late: new Map(),
    locks: [],
    pastLine: false,
  };
  return {
    id,
    plan,
    sessions,
    values,
    desk,
    pace,
    board: new StepBoard(stepViews(plan.nodes), tell),
    gap: new WriteGap(),
    cancel: start.cancel,
    tell,
    journal: new OperationJournal(journal, id, progress),
    secret: (ref: SecretRef) => replicationPassword(ref, cluster, sessions, parts.configuredReplicationPassword),
    record: (servers, reason) => record(servers, reason, id, cluster.name, plan.servers, desk, journal),
    question: (step, question, choices) => start.questions.ask(step, question, choices),
    progress,
  };
}

/** A listener that fails must not fail the operation. */
function quietly(tell: (event: OperationEvent) => void): (event: OperationEvent) => void {
  return (event) => {
    try {
      tell(event);
    } catch {
      // The operation's own account is in the journal.
    }
  };
}

const recordGroups: readonly FactGroup[] = ['identity', 'status'];

/** Servers that the plan changes must be written down; another one that can't be read any more is left out. */
async function record(
  servers: readonly ServerId[],
  reason: 'before-operation' | 'after-operation',
  operation: string,
  cluster: string,
  needed: readonly ServerId[],
  desk: GuardDesk,
  journal: Journal,
): Promise<readonly string[]> {
  const facts = await Promise.all(
    servers.map((server) => readOrSkip(server, reason === 'before-operation' && needed.includes(server), desk)),
  );
  const contents = facts.flatMap((read) => {
    const content = read === null ? null : recordContent(read, { cluster, reason, note: null, operation });
    return content === null ? [] : [content];
  });
  return journal.addRecords(contents).map((entry) => entry.id);
}

async function readOrSkip(server: ServerId, needed: boolean, desk: GuardDesk): Promise<ServerFacts | null> {
  if (needed) return desk.facts(server, recordGroups);
  return desk.facts(server, recordGroups).catch(() => null);
}

/** Plans, guards and results are plain data by their types' design. */
function plain(value: Plan | OperationResult | readonly GuardResult[]): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
