import type { Conclusion } from '../../../../../shared/domain/evidence.ts';
import type { GuardResult } from '../../../../../shared/guards/verdict.ts';
import type { FailoverPreview } from '../../../../../shared/plans/failover-view.ts';
import type { StepView } from '../../../../../shared/plans/outcome.ts';
import type { SwitchoverPreview } from '../../../../../shared/plans/switchover-view.ts';

/** A step for tests, with only what matters said. */
export function step(id: string, change: Partial<StepView> = {}): StepView {
  return {
    id,
    title: id,
    why: '',
    server: 'db1:3306',
    kind: 'change',
    statements: [],
    undo: '',
    undoStatements: [],
    withinMs: null,
    marks: null,
    group: null,
    state: 'pending',
    ms: null,
    detail: null,
    ...change,
  };
}

/** A guard's answer for tests. */
export function guard(code: string, verdict: GuardResult['verdict'], change: Partial<GuardResult> = {}): GuardResult {
  return { code, verdict, server: null, message: `${code} says so`, cure: null, accepted: null, ...change };
}

export const steps: readonly StepView[] = [
  step('close', { marks: 'writes-stop', statements: ['SET GLOBAL read_only = ON'] }),
  step('drain', { server: 'db2:3306', kind: 'wait' }),
  step('open', { server: 'db2:3306', marks: 'writes-resume' }),
];

/** A rehearsal for tests: db1 to db2, runnable. */
export function preview(change: Partial<SwitchoverPreview> = {}): SwitchoverPreview {
  return {
    planId: 'plan-1',
    kind: 'switchover',
    cluster: 'shop',
    environment: 'development',
    source: 'db1:3306',
    candidate: 'db2:3306',
    fingerprint: '7f3a91c2',
    builtAt: 1000,
    guards: [guard('server-unreachable', 'pass')],
    steps,
    line: { beforeStep: 'open', text: 'from here undone only while db2 has taken no write' },
    expect: [],
    said: {
      title: 'db1:3306 → db2:3306',
      intent: 'db2:3306 becomes the {source} of shop',
      done: 'db2:3306 is the {source} of shop',
      undone: 'db1:3306 is the {source}, as before',
    },
    runnable: true,
    ...change,
  };
}

/** A rehearsed failover for tests: db1 to db2, with this conclusion about db1. */
export function failoverPreview(conclusion: Conclusion, change: Partial<FailoverPreview> = {}): FailoverPreview {
  const source = 'db1:3306';
  return {
    ...preview(),
    kind: 'failover',
    source,
    evidence: {
      source,
      probe: { server: source, reach: 'silent', layers: [] },
      witnesses: [],
      unreachable: [],
      conclusion,
    },
    candidates: [],
    loss: '',
    leftBehind: [],
    dutyHours: 24,
    ...change,
  };
}
