import type { ClusterConfiguration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import type { ResumeWay } from '../../../shared/domain/journal.ts';
import type { ServerId } from '../../../shared/domain/server.ts';
import { journalledState, type JournalledState } from '../../../shared/plans/journalled-state.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { OperationResult } from '../../../shared/plans/outcome.ts';
import { stepsOf } from '../../../shared/plans/plan.ts';
import { resumedPlan } from '../../../shared/plans/resumed-plan.ts';
import { prospect, type Prospect } from '../../../shared/plans/ways-out.ts';
import { takeLock } from './advisory-lock.ts';
import { startHeart } from './heart.ts';
import { contextOf, type OperationParts } from './make-context.ts';
import { runOn, undoOperation } from './operation.ts';
import type { OperationContext } from './operation-context.ts';
import type { Questions } from './questions.ts';
import { endAllLate } from './send-statements.ts';
import { standingOf, type Stage } from './standing.ts';
import { endInJournal, release } from './start-operation.ts';
import { sentenceOf } from './step-failure.ts';

export interface ResumeParts extends OperationParts {
  /** @throws SignalboxError `cluster-unknown` */
  readonly cluster: (name: string) => Promise<ClusterConfiguration>;
  /** Where rescue sheets are saved. */
  readonly rescueFolder: string;
  /** Where an operation's rescue sheet is; null when there is none. */
  readonly rescueSheetOf: (operation: string) => string | null;
}

export interface ResumeStart {
  readonly operation: string;
  readonly way: ResumeWay;
  readonly cancel: AbortSignal;
  readonly questions: Questions;
  readonly tell: (event: OperationEvent) => void;
}

const endSessionsWithinMs = 10_000; // ms

/**
 * Runs an operation on that an earlier program left, or undoes it: takes it over in the journal, ends what that program
 * may still have on the servers, takes the locks, asks which ways are open, and only then changes anything. When it
 * could not begin, or needs the operator in the end, it stays unfinished and can be resumed again.
 * @throws SignalboxError `operation-unknown`, `operation-in-progress`, `way-closed`, `journal-unwritable`
 */
export async function resumeOperation(start: ResumeStart, parts: ResumeParts): Promise<OperationResult> {
  const { journal } = parts;
  const cluster = await parts.cluster(journal.operation(start.operation).cluster);
  journal.takeOver(start.operation, start.way);
  const released: { because: string | null } = { because: 'Signalbox made a mistake.' };
  try {
    const result = await takenOver(start, cluster, parts);
    released.because = result.outcome === 'needs-operator' ? (result.waysOut[0] ?? 'It needs the operator.') : null;
    return result;
  } catch (error) {
    released.because = sentenceOf(error);
    throw error;
  } finally {
    if (released.because !== null) release(start.operation, released.because, journal);
  }
}

async function takenOver(
  start: ResumeStart,
  cluster: ClusterConfiguration,
  parts: ResumeParts,
): Promise<OperationResult> {
  const state = journalledState(parts.journal.operation(start.operation));
  const plan = resumedPlan(state.plan, state);
  const { cancel, questions, tell } = start;
  const made = contextOf(start.operation, { cluster, plan, guards: [], cancel, questions, tell }, parts, state);
  const stopHeart = startHeart(made);
  try {
    const open = await openWays(state, start.way, made);
    const context = { ...made, standing: standings(state, open) };
    context.tell({ kind: 'started', operation: context.id, steps: context.board.all() });
    const result = await goOn(start.way, open, context, parts);
    await context.sessions.closeAll();
    const told = endInJournal(context, result, parts.journal);
    context.tell({ kind: 'finished', result: told });
    return told;
  } finally {
    stopHeart();
    await made.sessions.closeAll();
  }
}

function standings(state: JournalledState, open: Prospect): OperationContext['standing'] {
  const stage: Stage = open.fromLine ? 'line' : open.pastLine ? 'past' : 'top';
  return (node) => standingOf(node, state, stage);
}

function goOn(way: ResumeWay, open: Prospect, context: OperationContext, parts: ResumeParts): Promise<OperationResult> {
  const sheet = parts.rescueSheetOf(context.id);
  if (way === 'undo') return undoOperation(context, open.undo.guards, sheet);
  context.progress.pastLine = open.pastLine || open.fromLine;
  if (context.progress.pastLine) context.sessions.needNoLocks();
  return runOn(context, open.continue.guards, sheet);
}

/** @throws SignalboxError `way-closed`, `operation-in-progress`, `step-failed` */
async function openWays(state: JournalledState, way: ResumeWay, context: OperationContext): Promise<Prospect> {
  const silent = await context.sessions.openReachable(context.plan.servers);
  const answering = context.plan.servers.filter((server) => !silent.has(server));
  for (const server of answering) await endAllLate(server, endSessionsWithinMs, context);
  await lockAll(answering, context);
  const open = await prospect(state, (ref) => context.desk.ask(ref));
  const chosen = open[way];
  if (chosen.allowed) return open;
  throw new SignalboxError(
    'way-closed',
    `It can't be ${way === 'undo' ? 'undone' : 'continued'} now: ${chosen.because}`,
    {
      details: { operation: context.id, way },
    },
  );
}

async function lockAll(answering: readonly ServerId[], context: OperationContext): Promise<void> {
  for (const node of stepsOf(context.plan.nodes)) {
    if (node.kind !== 'lock') continue;
    const servers = node.servers.filter((server) => answering.includes(server)).toSorted();
    for (const server of servers) await takeLock(server, node.name, node.withinMs, context);
  }
}
