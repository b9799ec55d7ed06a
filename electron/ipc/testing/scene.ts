import type { ClusterTopology } from '../../../shared/domain/topology.ts';
import type { OperationResult, StepView } from '../../../shared/plans/outcome.ts';

export const step = (id: string, state: StepView['state'] = 'pending'): StepView => ({
  id,
  title: id,
  why: '',
  server: null,
  kind: 'change',
  statements: [],
  undo: '',
  undoStatements: [],
  withinMs: null,
  marks: null,
  group: null,
  state,
  ms: null,
  detail: null,
});

export const result = (operation: string | null = 'op-1'): OperationResult => ({
  outcome: 'done',
  operation,
  leftBehind: [],
  guards: [],
  steps: [],
  writeBlockedMs: 1,
  error: null,
  waysOut: [],
  records: { before: [], after: [] },
});

export const topology = (readAt: number): ClusterTopology => ({
  name: 'shop',
  label: 'Shop',
  environment: 'staging',
  servers: [],
  findings: [],
  readAt,
});

/** Lets everything that is already settled take its course. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
