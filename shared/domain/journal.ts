import type { DutyAct } from './duty.ts';
import type { HookEnd } from './hook.ts';
import type { Json } from './json.ts';
import type { RecordEntry } from './record.ts';

/** An operation as the journal lists it. */
export interface OperationSummary {
  readonly id: string;
  readonly cluster: string;
  readonly kind: string;
  readonly title: string;
  readonly startedAt: number; // epoch ms
  readonly endedAt: number | null; // epoch ms; null: unfinished
  readonly outcome: 'done' | 'refused' | 'undone' | 'needs-operator' | null;
}

export type ResumeWay = 'continue' | 'undo';

/** One run of a program on this machine, told apart from a later one with the same pid. */
export interface JournalledProgram {
  readonly pid: number;
  /** Clock ticks since boot at which it started; null where that can't be known. */
  readonly startedAt: number | null;
  /** Which boot of the machine; null where that can't be known. */
  readonly boot: string | null;
}

/** What an operation writes into the journal while it runs. `begun` is durable before any SQL is sent. */
export type OperationEntry =
  | {
      readonly kind: 'begun';
      readonly node: string;
      readonly connectionId: number | null;
      readonly statements: readonly string[];
    }
  | { readonly kind: 'value'; readonly node: string; readonly name: string; readonly value: Json }
  | { readonly kind: 'proved'; readonly node: string; readonly ms: number }
  | { readonly kind: 'unknown'; readonly node: string; readonly message: string }
  | { readonly kind: 'failed'; readonly node: string; readonly message: string }
  | {
      readonly kind: 'undo-begun';
      readonly node: string;
      readonly connectionId: number | null;
      readonly statements: readonly string[];
    }
  | { readonly kind: 'undone'; readonly node: string; readonly ms: number }
  | { readonly kind: 'undo-failed'; readonly node: string; readonly message: string }
  | {
      readonly kind: 'left-behind';
      readonly node: string;
      readonly server: string;
      readonly reason: string;
      readonly wayOut: string;
    }
  /** Sessions that the operation owns from here on, so that whoever resumes it can see them gone. */
  | {
      readonly kind: 'sessions';
      readonly node: null;
      readonly sessions: readonly { readonly server: string; readonly connectionId: number }[];
    }
  /** Another program, named by its process, has taken the operation over. */
  | { readonly kind: 'resumed'; readonly node: null; readonly way: ResumeWay; readonly program: JournalledProgram }
  /** That program has given it back: the operation is still not finished, and can be resumed again. */
  | { readonly kind: 'released'; readonly node: null; readonly because: string }
  /** How a hook's program ended, and the last of what it wrote. */
  | {
      readonly kind: 'hook-ended';
      readonly node: string;
      readonly end: HookEnd;
      readonly ms: number;
      readonly output: string;
    }
  | { readonly kind: 'answered'; readonly node: string; readonly choice: string }
  | { readonly kind: 'note'; readonly node: string | null; readonly text: string }
  /** What a person adds, also after the end; `acknowledged`: they have looked at it, and another one may follow. */
  | { readonly kind: 'remark'; readonly node: null; readonly acknowledged: boolean; readonly text: string }
  /** What keeps a server closed that the operation left, also after the end. */
  | {
      readonly kind: 'duty';
      readonly node: null;
      readonly server: string;
      readonly act: DutyAct['act'];
      readonly text: string;
    };

/** Entries that an operation gets after its end too. */
export type LateEntry = Extract<OperationEntry, { readonly kind: 'remark' | 'duty' }>;

export interface JournaledEntry {
  readonly sequence: number;
  readonly at: number; // epoch ms
  readonly entry: OperationEntry;
}

/** One operation in full. `plan` and `result` are the JSON that was stored. */
export interface OperationDetail extends OperationSummary {
  readonly plan: Json;
  readonly guards: Json;
  readonly result: Json | null;
  readonly entries: readonly JournaledEntry[];
  readonly records: readonly string[];
}

export type JournalItem =
  | { readonly kind: 'record'; readonly at: number; readonly record: RecordSummary }
  | { readonly kind: 'operation'; readonly at: number; readonly operation: OperationSummary };

/** What a list shows of a record. */
export type RecordSummary = Pick<
  RecordEntry,
  | 'id'
  | 'at'
  | 'cluster'
  | 'server'
  | 'reason'
  | 'note'
  | 'operation'
  | 'family'
  | 'version'
  | 'position'
  | 'gtid'
  | 'readOnly'
>;

export interface JournalVerification {
  readonly ok: boolean;
  readonly entries: number;
  /** The first place where the chain is broken, in words. */
  readonly problem: { readonly sequence: number; readonly message: string } | null;
}
