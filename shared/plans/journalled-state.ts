import { hookSucceeded } from '../domain/hook.ts';
import type { JournaledEntry, OperationDetail, OperationEntry } from '../domain/journal.ts';
import type { Json } from '../domain/json.ts';
import type { ServerId } from '../domain/server.ts';
import { allStepsOf, stepsOf, type ChangingNode, type Plan } from './plan.ts';

/** How far a step came, by the journal alone. `undoing`: its undo was begun and not proved. */
export type NodeProgress = 'pending' | 'begun' | 'proved' | 'failed' | 'undoing' | 'undone' | 'undo-failed';

/** `begun`: its program may have done all, some or nothing. */
export type HookProgress = 'begun' | 'ended';

/** A session of the operation, which may still hold locks or have a statement under way. */
export interface LeftSession {
  readonly server: ServerId;
  readonly connectionId: number;
  /** When it was written down, epoch ms: a server that has restarted since lost it. */
  readonly at: number;
}

/** Where an operation stands, by its journal alone: what it was about to do when its program ended. */
export interface JournalledState {
  readonly plan: Plan;
  readonly progress: ReadonlyMap<string, NodeProgress>;
  /** What its steps said, by node. */
  readonly messages: ReadonlyMap<string, string>;
  /** Changes that were begun and not proved undone, in the order in which they were begun. */
  readonly begun: readonly ChangingNode[];
  /** Hooks that were begun, by node, and whether it is known how they ended. */
  readonly hooks: ReadonlyMap<string, HookProgress>;
  /** What hooks wrote, by node. */
  readonly outputs: ReadonlyMap<string, string>;
  /** Of the changes begun those that were proved, and neither begun again nor taken back since. */
  readonly reached: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, Json>;
  readonly sessions: readonly LeftSession[];
  /** `at`: the step at the line was begun, and whether it took effect is not known. */
  readonly line: 'before' | 'at' | 'past';
  /** It was being undone: that is all that can be gone on with. */
  readonly undoing: boolean;
}

/** Reads where an operation stands. Pure; the plan's JSON was checked against its hash. */
export function journalledState(detail: Pick<OperationDetail, 'plan' | 'entries'>): JournalledState {
  const plan = detail.plan as unknown as Plan;
  const entries = detail.entries.map(({ entry }) => entry);
  const progress = progressOf(plan, detail.entries);
  const steps = new Map(stepsOf(plan.nodes).map((step) => [step.id, step]));
  return {
    plan,
    progress,
    messages: new Map(
      entries.flatMap((entry) =>
        entry.kind === 'failed' || entry.kind === 'unknown' || entry.kind === 'undo-failed'
          ? [[entry.node, entry.message] as const]
          : [],
      ),
    ),
    begun: begunIds(detail.entries).flatMap((id) => {
      const step = steps.get(id);
      return (step?.kind === 'change' || step?.kind === 'salvage') && progress.get(id) !== 'undone' ? [step] : [];
    }),
    hooks: hooksOf(plan, entries),
    outputs: new Map(
      entries.flatMap((entry) => (entry.kind === 'hook-ended' ? [[entry.node, entry.output] as const] : [])),
    ),
    reached: reachedIds(entries),
    values: new Map(entries.flatMap((entry) => (entry.kind === 'value' ? [[entry.name, entry.value] as const] : []))),
    sessions: sessionsOf(plan, detail.entries),
    line: lineOf(plan, progress),
    undoing: entries.some((entry) => entry.kind === 'undo-begun' || isUndoneHook(entry, plan)),
  };
}

/** Hooks at `undone` are run when all is undone: going on after one would need those before it anew. */
function isUndoneHook({ kind, node }: OperationEntry, { undone }: Plan): boolean {
  return kind === 'begun' && (undone ?? []).some(({ id }) => id === node);
}

function progressOf(plan: Plan, entries: readonly JournaledEntry[]): ReadonlyMap<string, NodeProgress> {
  const progress = new Map<string, NodeProgress>(allStepsOf(plan).map((step) => [step.id, 'pending']));
  for (const { entry } of entries) {
    if (entry.node === null || !progress.has(entry.node)) continue;
    const next = nextProgress(entry);
    if (next !== null) progress.set(entry.node, next);
  }
  return progress;
}

function nextProgress(entry: OperationEntry): NodeProgress | null {
  switch (entry.kind) {
    case 'begun':
    case 'proved':
    case 'failed':
    case 'undone':
    case 'undo-failed':
      return entry.kind;
    case 'hook-ended':
      return hookSucceeded(entry.end) ? 'proved' : 'failed';
    case 'undo-begun':
      return 'undoing';
    case 'value':
    case 'unknown':
    case 'left-behind':
    case 'sessions':
    case 'resumed':
    case 'released':
    case 'answered':
    case 'note':
    case 'remark':
    case 'duty':
      return null;
  }
}

function hooksOf(plan: Plan, entries: readonly OperationEntry[]): ReadonlyMap<string, HookProgress> {
  const ids = new Set(allStepsOf(plan).flatMap((step) => (step.kind === 'hook' ? [step.id] : [])));
  const hooks = new Map<string, HookProgress>();
  for (const { kind, node } of entries) {
    if (node === null || !ids.has(node)) continue;
    if (kind === 'begun') hooks.set(node, 'begun');
    if (kind === 'hook-ended') hooks.set(node, 'ended');
  }
  return hooks;
}

function reachedIds(entries: readonly OperationEntry[]): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const { kind, node } of entries) {
    if (node === null) continue;
    if (kind === 'proved') reached.add(node);
    if (kind === 'begun' || kind === 'undo-begun') reached.delete(node);
  }
  return reached;
}

/** Each change at the place where it was begun first. */
function begunIds(entries: readonly JournaledEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ entry }) => (entry.kind === 'begun' ? [entry.node] : [])))];
}

function sessionsOf(plan: Plan, entries: readonly JournaledEntry[]): readonly LeftSession[] {
  const serverOf = new Map(stepsOf(plan.nodes).map((step) => [step.id, step.server]));
  const found = entries.flatMap(({ at, entry }) => {
    if (entry.kind === 'sessions') return entry.sessions.map((session) => ({ ...session, at }));
    if (entry.kind !== 'begun' && entry.kind !== 'undo-begun') return [];
    const server = serverOf.get(entry.node) ?? null;
    return server === null || entry.connectionId === null ? [] : [{ server, connectionId: entry.connectionId, at }];
  });
  const last = new Map(found.map((session) => [`${session.server} ${String(session.connectionId)}`, session]));
  return [...last.values()];
}

function lineOf(plan: Plan, progress: ReadonlyMap<string, NodeProgress>): JournalledState['line'] {
  const state = plan.line === null ? 'pending' : (progress.get(plan.line) ?? 'pending');
  switch (state) {
    case 'pending':
    case 'undone':
      return 'before';
    case 'begun':
    case 'failed':
    case 'undoing':
    case 'undo-failed':
      return 'at';
    case 'proved':
      return 'past';
  }
}
