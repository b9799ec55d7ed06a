import type { ErrorReport } from '../../../shared/domain/errors.ts';
import type { GuardResult } from '../../../shared/guards/verdict.ts';
import type { WantedStart } from '../../../shared/plans/attach-view.ts';
import type { OperationResult, StepView } from '../../../shared/plans/outcome.ts';
import type { Point } from './points.ts';

/** What the operator asks of Signalbox, of any kind of plan. */
export type Wish =
  | { readonly kind: 'switchover'; readonly to: string }
  | { readonly kind: 'change-master'; readonly replica: string; readonly to: string }
  | { readonly kind: 'put-back'; readonly record: string }
  | { readonly kind: 'failover'; readonly to: string; readonly binlogs: string | null }
  | { readonly kind: 'rejoin'; readonly server: string }
  | { readonly kind: 'attach'; readonly server: string; readonly to: string; readonly start: WantedStart };

/** A way out of an operation that was cut off. */
export type Way = 'continue' | 'undo';

export type Task =
  | { readonly task: 'preview'; readonly wish: Wish }
  | { readonly task: 'run'; readonly wish: Wish }
  | { readonly task: 'record'; readonly server: string }
  /** Waits until the evidence says that the source is dead. */
  | { readonly task: 'await-death' }
  | { readonly task: 'state' }
  | { readonly task: 'resume'; readonly operation: string; readonly way: Way };

/** What a program under test is given to do, once. */
export interface Job {
  /** Folder with signalbox.yaml and the data directory. */
  readonly home: string;
  /** Server → the address at which it is reached instead. */
  readonly via: Readonly<Record<string, string>>;
  /** Where the program stops and waits to be told to go on, the first time it comes there. */
  readonly stopAt: Point | null;
  readonly task: Task;
}

/** An unfinished operation, as a program that was started anew sees it. */
export interface FoundOperation {
  readonly id: string;
  readonly pastLine: boolean;
  readonly ways: readonly { readonly way: string; readonly allowed: boolean; readonly because: string }[];
}

export type Report =
  | { readonly report: 'ready' }
  | { readonly report: 'at'; readonly point: Point }
  | { readonly report: 'preview'; readonly steps: readonly StepView[]; readonly guards: readonly GuardResult[] }
  | { readonly report: 'recorded'; readonly record: string }
  /** `candidate`: who would take over. */
  | { readonly report: 'dead'; readonly candidate: string | null }
  | { readonly report: 'result'; readonly result: OperationResult }
  | { readonly report: 'state'; readonly found: readonly FoundOperation[] }
  | { readonly report: 'failure'; readonly error: ErrorReport };
