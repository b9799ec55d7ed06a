import type { ServerId } from '../domain/server.ts';
import type { GuardRef, ValueRef } from '../guards/ref.ts';
import type {
  ChangeNode,
  GroupNode,
  HookNode,
  MatchNode,
  PlanNode,
  ReadNode,
  SalvageNode,
  SecretRef,
  Statement,
  Undo,
  WaitNode,
} from './plan.ts';

type Bind = ValueRef | SecretRef;

/** Plain statements on one kind of session. */
export function statements(
  session: Statement['session'],
  sqls: readonly string[],
  binds: Readonly<Record<string, Bind>> = {},
): readonly Statement[] {
  return sqls.map((sql) => ({ sql, session, binds: bindsIn(sql, binds) }));
}

/** Only what the text names, so that a statement shows what it depends on. */
function bindsIn(sql: string, binds: Readonly<Record<string, Bind>>): Readonly<Record<string, Bind>> {
  return Object.fromEntries(Object.entries(binds).filter(([name]) => sql.includes(`\${${name}}`)));
}

export function value(name: string, path?: string): ValueRef {
  return path === undefined ? { value: name } : { value: name, path };
}

type UndoChange = Extract<Undo, { readonly kind: 'change' }>;
type UndoOptions = Pick<UndoChange, 'withinMs' | 'reads'> & Partial<Pick<UndoChange, 'provided' | 'gate'>>;

export function undoBy(title: string, run: readonly Statement[], proof: GuardRef, options: UndoOptions): Undo {
  return {
    kind: 'change',
    title,
    run,
    proof,
    withinMs: options.withinMs,
    provided: options.provided ?? [],
    gate: options.gate ?? false,
    ...(options.reads === undefined ? {} : { reads: options.reads }),
  };
}

export function nothingToUndo(because: string): Undo {
  return { kind: 'nothing', because };
}

export function noUndo(because: string): Undo {
  return { kind: 'none', because };
}

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export function change(node: Optional<Omit<ChangeNode, 'kind'>, 'before' | 'repeat'>): ChangeNode {
  return { kind: 'change', before: [], repeat: false, ...node };
}

export function read(node: Optional<Omit<ReadNode, 'kind'>, 'before' | 'stable'>): ReadNode {
  return { kind: 'read', before: [], stable: false, ...node };
}

export function wait(node: Optional<Omit<WaitNode, 'kind'>, 'before' | 'run'>): WaitNode {
  return { kind: 'wait', before: [], run: [], ...node };
}

export function hook(node: Omit<HookNode, 'kind' | 'server' | 'before'>): HookNode {
  return { kind: 'hook', server: null, before: [], ...node };
}

export function match(node: Optional<Omit<MatchNode, 'kind'>, 'before'>): MatchNode {
  return { kind: 'match', before: [], ...node };
}

export function salvage(node: Optional<Omit<SalvageNode, 'kind'>, 'before'>): SalvageNode {
  return { kind: 'salvage', before: [], ...node };
}

/** Nodes that don't wait for one another; a failure that none of them takes upon itself stops the plan. */
export function parallel(id: string, title: string, nodes: readonly PlanNode[]): GroupNode {
  return {
    kind: 'group',
    id,
    title,
    why: '',
    server: null,
    before: [],
    order: 'parallel',
    onFailure: 'stop',
    wayOut: null,
    holds: [],
    nodes,
  };
}

/** Steps for one server, one after another; a failure stops the plan. */
export function serial(id: string, server: ServerId, title: string, nodes: readonly PlanNode[]): GroupNode {
  return { ...leaveBehind(id, server, title, '', nodes), onFailure: 'stop', wayOut: null };
}

/** Steps for one server: if one fails the server is left behind, named, with its way out. */
export function leaveBehind(
  id: string,
  server: ServerId | null,
  title: string,
  wayOut: string,
  nodes: readonly PlanNode[],
): GroupNode {
  return {
    kind: 'group',
    id,
    title,
    why: '',
    server,
    before: [],
    order: 'serial',
    onFailure: 'leave-behind',
    wayOut,
    holds: [],
    nodes,
  };
}
