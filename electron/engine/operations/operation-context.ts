import type { ServerId } from '../../../shared/domain/server.ts';
import type { HookProgress } from '../../../shared/plans/journalled-state.ts';
import type { LeftBehind } from '../../../shared/plans/outcome.ts';
import type { ChangingNode, Plan, SecretRef, StepNode } from '../../../shared/plans/plan.ts';
import type { Tail } from '../../../shared/plans/put-back/evidence.ts';
import type { OperationEvent } from '../../../shared/plans/operation-event.ts';
import type { RunHook } from '../hooks/hook-call.ts';
import type { GuardDesk } from './guard-desk.ts';
import type { LateSession } from './late-statement.ts';
import type { OperationJournal } from './operation-journal.ts';
import type { OperationSessions } from './operation-sessions.ts';
import type { OperationValues } from './operation-values.ts';
import type { Pace } from './pace.ts';
import type { SalvageDoors } from './run-salvage.ts';
import type { Standing } from './standing.ts';
import type { StepBoard } from './step-board.ts';
import type { Vigil } from './vigil.ts';
import type { WriteGap } from './write-gap.ts';

/** Everything a running operation shares between its steps. */
export interface OperationContext {
  readonly id: string;
  readonly plan: Plan;
  readonly sessions: OperationSessions;
  readonly values: OperationValues;
  readonly desk: GuardDesk;
  readonly board: StepBoard;
  readonly gap: WriteGap;
  readonly pace: Pace;
  readonly vigil: Vigil;
  /** Aborts when the operator asks to stop; looked at only before the line. */
  readonly cancel: AbortSignal;
  readonly tell: (event: OperationEvent) => void;
  readonly journal: OperationJournal;
  readonly secret: (ref: SecretRef) => Promise<string>;
  /** Writes down servers; returns the records' ids. */
  readonly record: (
    servers: readonly ServerId[],
    reason: 'before-operation' | 'after-operation',
  ) => Promise<readonly string[]>;
  /** Puts a question to the operator; rejects with `cancelled` when nobody answers before the operation is stopped. */
  readonly question: (
    step: string,
    question: string,
    choices: readonly { readonly id: string; readonly label: string }[],
  ) => Promise<string>;
  /** Runs a hook's program. */
  readonly hook: RunHook;
  /** Where a replica's own log ends in another server's, by its last transactions. */
  readonly placeOf: (replica: ServerId, other: ServerId, withinMs: number) => Promise<Tail>;
  /** What a salvage reads and writes through. */
  readonly salvage: SalvageDoors;
  readonly progress: Progress;
  /** How a step stands that is met while the plan is run: `run`, unless an earlier program began it. */
  readonly standing: (node: StepNode) => Standing;
}

/** What has happened so far. */
export interface Progress {
  /** On the operation's monotonic clock, ms. */
  readonly startedAt: number;
  /** Changes begun, in order; the undo goes through them backwards. */
  readonly begun: ChangingNode[];
  /** Hooks begun, by step, by this program or an earlier one, and whether it is known how they ended. */
  readonly hooks: Map<string, HookProgress>;
  /** In this run: whoever resumes an operation tries again what an earlier one left behind. */
  readonly leftBehind: LeftBehind[];
  readonly notes: string[];
  readonly records: { before: readonly string[]; after: readonly string[] };
  /** Sessions whose reply is unknown and that have not been seen gone yet, by server: nothing there may be decided before. */
  readonly late: Map<ServerId, LateSession[]>;
  /** Advisory locks taken. */
  readonly locks: { readonly server: ServerId; readonly name: string }[];
  /** The step at the line is proved: from here only forward. */
  pastLine: boolean;
}
