import { z } from 'zod';
import { hookMoments, hookSucceeded } from '../../../../shared/domain/hook.ts';
import type { JournaledEntry, OperationDetail, OperationEntry } from '../../../../shared/domain/journal.ts';
import { guardResult, operationResult } from '../../../../shared/ipc/schemas.ts';
import type { GuardResult } from '../../../../shared/guards/verdict.ts';
import type { HookView, OperationResult, StepState, StepView } from '../../../../shared/plans/outcome.ts';
import { planInJournal } from '../../../ui/wizard/model/plan-in-sight.ts';

/** What the column needs of a journalled plan; the rest of the plan's JSON is passed over. */
interface PlanOutline {
  readonly fingerprint: string | null;
  readonly nodes: readonly NodeOutline[];
  /** Hooks that only an undo comes to. */
  readonly undone: readonly NodeOutline[];
}

interface NodeOutline {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly why: string;
  readonly server: string | null;
  readonly withinMs: number | null;
  readonly marks: StepView['marks'];
  readonly run: readonly { readonly sql: string }[];
  readonly nodes: readonly NodeOutline[];
  /** A hook's program; null for other kinds. */
  readonly hook: HookOutline | null;
}

type HookOutline = Omit<HookView, 'output'>;

const hookOutline: z.ZodType<HookOutline> = z.object({
  name: z.string(),
  at: z.enum(hookMoments),
  command: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
});

const node: z.ZodType<NodeOutline> = z.lazy(() =>
  z
    .looseObject({
      id: z.string(),
      kind: z.string(),
      title: z.string().default(''),
      why: z.string().default(''),
      server: z.string().nullable().default(null),
      withinMs: z.number().nullable().default(null),
      marks: z.enum(['writes-stop', 'writes-resume']).nullable().default(null),
      run: z.array(z.object({ sql: z.string() })).default([]),
      nodes: z.array(node).default([]),
    })
    .transform((read) => ({ ...read, hook: read.kind === 'hook' ? (hookOutline.safeParse(read).data ?? null) : null })),
);

const outline: z.ZodType<PlanOutline> = z.object({
  fingerprint: z.string().nullable().default(null),
  nodes: z.array(node).default([]),
  undone: z.array(node).default([]),
});

/** A journalled operation, ready to be shown as a column of steps. */
export interface OperationLever {
  /** null: it was never ended, or its result can't be read. */
  readonly result: OperationResult | null;
  readonly guards: readonly GuardResult[];
  readonly fingerprint: string | null;
  readonly line: { readonly beforeStep: string; readonly text: string } | null;
  /** What it came to when it is done, in words without a full stop. */
  readonly done: string | null;
  readonly steps: readonly StepView[];
}

/** Reads an operation's stored JSON. Where no result was written, the steps are the plan's, as far as its entries tell. */
export function leverOf(detail: OperationDetail): OperationLever {
  const plan = outline.safeParse(detail.plan).data ?? null;
  const result = operationResult.safeParse(detail.result).data ?? null;
  const guards = z.array(guardResult).safeParse(detail.guards).data ?? [];
  const { line, done } = planInJournal(detail.plan);
  const steps = result !== null && result.steps.length > 0 ? result.steps : plannedSteps(plan, detail.entries);
  return {
    result,
    guards: result?.guards ?? guards,
    fingerprint: plan?.fingerprint ?? null,
    line,
    done,
    steps,
  };
}

function plannedSteps(plan: PlanOutline | null, entries: readonly JournaledEntry[]): readonly StepView[] {
  const steps = [...flatten(plan?.nodes ?? [], null), ...flatten(plan?.undone ?? [], 'undone')];
  return steps.map(({ node: step, group }) => ({
    id: step.id,
    title: step.title,
    why: step.why,
    server: step.server,
    kind: kindOf(step.kind),
    statements: statementsOf(step, entries),
    undo: '',
    undoStatements: [],
    withinMs: step.withinMs,
    marks: step.marks,
    group,
    ...lastState(step.id, entries),
    ...(step.hook === null ? {} : { hook: { ...step.hook, output: outputOf(step.id, entries) } }),
  }));
}

function outputOf(step: string, entries: readonly JournaledEntry[]): string | null {
  const ended = entries.findLast(({ entry }) => entry.kind === 'hook-ended' && entry.node === step)?.entry;
  return ended?.kind === 'hook-ended' ? ended.output : null;
}

function flatten(nodes: readonly NodeOutline[], group: string | null): { node: NodeOutline; group: string | null }[] {
  return nodes.flatMap((one) => (one.kind === 'group' ? flatten(one.nodes, one.id) : [{ node: one, group }]));
}

function kindOf(kind: string): StepView['kind'] {
  const kinds: readonly StepView['kind'][] = ['record', 'lock', 'read', 'change', 'wait', 'match', 'ask', 'hook'];
  return kinds.find((known) => known === kind) ?? 'change';
}

function statementsOf(step: NodeOutline, entries: readonly JournaledEntry[]): readonly string[] {
  const begun = entries.findLast(({ entry }) => entry.kind === 'begun' && entry.node === step.id)?.entry;
  return begun?.kind === 'begun' ? begun.statements : step.run.map((statement) => statement.sql);
}

const states: Partial<Record<JournaledEntry['entry']['kind'], StepState>> = {
  begun: 'unknown',
  proved: 'proved',
  unknown: 'unknown',
  failed: 'failed',
  'undo-begun': 'undoing',
  undone: 'undone',
  'undo-failed': 'undo-failed',
  'hook-ended': 'unknown',
};

function stateAfter(last: OperationEntry): StepState {
  if (last.kind === 'hook-ended') return hookSucceeded(last.end) ? 'proved' : 'failed';
  return states[last.kind] ?? 'pending';
}

/** Begun and nothing more is `unknown`: the program may have ended between the statement and its proof. */
function lastState(step: string, entries: readonly JournaledEntry[]): Pick<StepView, 'state' | 'ms' | 'detail'> {
  const last = entries.findLast(({ entry }) => entry.node === step && states[entry.kind] !== undefined)?.entry;
  if (last === undefined) return { state: 'pending', ms: null, detail: null };
  return {
    state: stateAfter(last),
    ms: 'ms' in last ? last.ms : null,
    detail: 'message' in last ? last.message : null,
  };
}
