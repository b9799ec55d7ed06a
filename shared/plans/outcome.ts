import type { ErrorReport } from '../domain/errors.ts';
import type { HookMoment } from '../domain/hook.ts';
import type { ServerId } from '../domain/server.ts';
import type { GuardResult } from '../guards/verdict.ts';

export type { GuardResult };

export type Outcome = 'done' | 'refused' | 'undone' | 'needs-operator';

export type StepState =
  'pending' | 'running' | 'proved' | 'failed' | 'unknown' | 'undoing' | 'undone' | 'undo-failed' | 'skipped';

/** The program of a hook's step. */
export interface HookView {
  readonly name: string;
  readonly at: HookMoment;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The last of what it wrote; null before it has ended. */
  readonly output: string | null;
}

/** A step as people see it: before, while and after it runs. */
export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly server: ServerId | null;
  readonly kind: 'record' | 'lock' | 'read' | 'change' | 'wait' | 'match' | 'salvage' | 'ask' | 'hook';
  /** In the server's dialect; values not known yet stand as `‹final.gtid›`, secrets as `'***'`. */
  readonly statements: readonly string[];
  readonly undo: string;
  /** The statements that would undo it. */
  readonly undoStatements: readonly string[];
  readonly withinMs: number | null; // ms
  readonly marks: 'writes-stop' | 'writes-resume' | null;
  /** Group it belongs to, for parallel steps. */
  readonly group: string | null;
  readonly state: StepState;
  readonly ms: number | null; // ms
  /** What was read or what failed, in words. */
  readonly detail: string | null;
  /** Of a step of the kind `hook`. */
  readonly hook?: HookView | undefined;
}

export interface LeftBehind {
  readonly server: ServerId;
  readonly reason: string;
  readonly wayOut: string;
}

/** What an operation came to; also the journal's closing entry and the CLI's document. */
export interface OperationResult {
  readonly outcome: Outcome;
  /** The operation's id; null when it was refused before one began. */
  readonly operation: string | null;
  readonly leftBehind: readonly LeftBehind[];
  readonly guards: readonly GuardResult[];
  readonly steps: readonly StepView[];
  /** From sending the statement that stops writes to the reply of the one that opens the new source; null when neither ran. */
  readonly writeBlockedMs: number | null; // ms
  readonly error: ErrorReport | null;
  /** For needs-operator: where it stands and the ways out, as sentences. */
  readonly waysOut: readonly string[];
  /** Record ids taken before and after. */
  readonly records: { readonly before: readonly string[]; readonly after: readonly string[] };
}
