import type { ValueRef } from '../guards/ref.ts';
import type { HookView, StepView } from './outcome.ts';
import {
  isSecretRef,
  type GroupNode,
  type HookNode,
  type Plan,
  type PlanNode,
  type SecretRef,
  type Statement,
  type StepNode,
  type Undo,
} from './plan.ts';

/** Every step of a plan as people see it before it runs; those that only an undo comes to are the last. */
export function planViews({ nodes, undone }: Pick<Plan, 'nodes' | 'undone'>): readonly StepView[] {
  return [...stepViews(nodes), ...(undone ?? []).map((node) => ({ ...viewOf(node, null), group: 'undone' }))];
}

/** Every step below nodes as people see it before it runs. */
export function stepViews(nodes: readonly PlanNode[], group: GroupNode | null = null): readonly StepView[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? stepViews(node.nodes, node) : [viewOf(node, group)]));
}

function viewOf(node: StepNode, group: GroupNode | null): StepView {
  return {
    id: node.id,
    title: node.title,
    why: node.why,
    server: node.server,
    kind: node.kind,
    statements: statementsOf(node).map(describeStatement),
    undo: undoText(node),
    undoStatements: undoOf(node)?.kind === 'change' ? undoStatements(undoOf(node)) : [],
    withinMs: 'withinMs' in node ? node.withinMs : null,
    marks: node.kind === 'change' ? (node.marks ?? null) : null,
    group: group?.id ?? null,
    state: 'pending',
    ms: null,
    detail: null,
    ...(node.kind === 'hook' ? { hook: hookView(node) } : {}),
  };
}

/** A hook's program before it has run. */
function hookView({ name, at, command, environment }: HookNode): HookView {
  return { name, at, command, environment, output: null };
}

/** The statements a step sends itself; reads are named by what they read. */
export function statementsOf(node: StepNode): readonly Statement[] {
  return node.kind === 'change' || node.kind === 'wait' ? node.run : [];
}

function undoOf(node: StepNode): Undo | null {
  return node.kind === 'change' || node.kind === 'salvage' ? node.undo : null;
}

function undoStatements(undo: Undo | null): readonly string[] {
  return undo?.kind === 'change' ? undo.run.map(describeStatement) : [];
}

function undoText(node: StepNode): string {
  if (node.kind === 'hook') return undoTextOfHook(node);
  const undo = undoOf(node);
  if (undo === null) return 'no change';
  switch (undo.kind) {
    case 'change':
      return undo.title;
    case 'nothing':
      return `nothing to undo: ${undo.because}`;
    case 'none':
      return `no undo: ${undo.because}`;
  }
}

function undoTextOfHook({ at }: HookNode): string {
  return at === 'undone' ? 'no change' : 'not undone: what it did is for the hooks at “undone” to take back';
}

/** A statement with `‹final.gtid›` for what is not known yet, and `'***'` for secrets. */
export function describeStatement(statement: Statement): string {
  const text = statement.sql.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    if (name === 'item' && statement.each !== undefined) return `‹each of ${refText(statement.each)}›`;
    const bind: ValueRef | SecretRef | undefined = statement.binds[name];
    if (bind === undefined) return whole;
    return isSecretRef(bind) ? "'***'" : `‹${refText(bind)}›`;
  });
  return text;
}

function refText(ref: ValueRef): string {
  return ref.path === undefined ? ref.value : `${ref.value}.${ref.path}`;
}
