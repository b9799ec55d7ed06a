import type { GuardRef, ValueName, ValueRef } from '../guards/ref.ts';
import type { ProjectionName } from './projections.ts';
import type { HookMoment } from '../domain/hook.ts';
import type { DeathEvidence } from '../domain/evidence.ts';
import type { ServerId } from '../domain/server.ts';
import type { LeftBehind } from './outcome.ts';

/** Stands for a secret; resolved by the runner at the last moment, masked everywhere. */
export interface SecretRef {
  readonly secret: 'replication-password';
  /** MySQL keeps it readable on this server's channel; used when the configuration gives none. */
  readonly fallback: { readonly server: ServerId; readonly channel: string } | null;
}

/**
 * One statement. `${name}` in `sql` is replaced by the bound value as a quoted literal.
 * With `each`, it is sent once for every item of that list, bound as `${item}`.
 */
export interface Statement {
  readonly sql: string;
  readonly binds: Readonly<Record<string, ValueRef | SecretRef>>;
  readonly session: 'work' | 'hold' | 'control';
  readonly each?: ValueRef;
  /** Server error numbers that mean the wanted state already holds. */
  readonly tolerate?: readonly number[];
}

export type Undo =
  | {
      readonly kind: 'change';
      readonly title: string;
      /** Read of the server when it is undone, for the statements and the proof. */
      readonly reads?: { readonly read: ProjectionName; readonly into: ValueName };
      readonly run: readonly Statement[];
      readonly proof: GuardRef;
      readonly withinMs: number; // ms
      /** Undo is allowed only while these hold: this is what draws the line. */
      readonly provided: readonly GuardRef[];
      /** Earlier steps are undone only after this one is proved undone: what keeps two servers from being open. */
      readonly gate: boolean;
    }
  | { readonly kind: 'nothing'; readonly because: string }
  | { readonly kind: 'none'; readonly because: string };

interface NodeBase {
  /** Stable within the plan, e.g. `close-source`. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** null: all servers of the plan. */
  readonly server: ServerId | null;
  /** Asked again on fresh facts right before the node; a block stops the plan. */
  readonly before: readonly GuardRef[];
}

/** Writes down every server of the plan. */
export interface RecordNode extends NodeBase {
  readonly kind: 'record';
  readonly reason: 'before-operation' | 'after-operation';
  readonly servers: readonly ServerId[];
}

/** Takes the cluster's advisory lock on each server, for as long as the operation runs. */
export interface LockNode extends NodeBase {
  readonly kind: 'lock';
  readonly servers: readonly ServerId[];
  /** ≤ 64 characters. */
  readonly name: string;
  readonly withinMs: number; // ms
}

export interface ReadNode extends NodeBase {
  readonly kind: 'read';
  readonly server: ServerId;
  readonly read: ProjectionName;
  /** The channel that is read, where it is one. */
  readonly channel?: string;
  /** Read again until two readings in a row are the same. */
  readonly stable: boolean;
  /** A resumed operation keeps what was read: what comes after has changed it. */
  readonly once?: true;
  readonly into: ValueName;
  readonly withinMs: number; // ms
}

export interface ChangeNode extends NodeBase {
  readonly kind: 'change';
  readonly server: ServerId;
  readonly run: readonly Statement[];
  readonly proof: GuardRef;
  /** Sent again every quarter of a second until the proof holds, within the bound: for what a server may overhear. */
  readonly repeat: boolean;
  /** Nothing is sent when the proof holds already. */
  readonly unlessProved?: true;
  readonly withinMs: number; // ms
  readonly undo: Undo;
  /** Where the write-blocked time begins and ends. */
  readonly marks?: 'writes-stop' | 'writes-resume';
}

export interface WaitNode extends NodeBase {
  readonly kind: 'wait';
  readonly server: ServerId;
  /** A server-side wait that saves polling; its result proves nothing. */
  readonly run: readonly Statement[];
  readonly until: GuardRef;
  readonly withinMs: number; // ms
}

/** Finds where a replica's own log ends in another server's log, by its last transactions; proved, or the step fails. */
export interface MatchNode extends NodeBase {
  readonly kind: 'match';
  readonly server: ServerId;
  readonly in: ServerId;
  /** Gets `file` and `offset`. */
  readonly into: ValueName;
  readonly withinMs: number; // ms
}

/** Where a salvage reads: the old source's binary log files, or the own log of another replica. */
export type SalvageLogs =
  { readonly kind: 'folder'; readonly folder: string } | { readonly kind: 'server'; readonly server: ServerId };

/**
 * Applies what a log holds and a closed server lacks, each transaction under its own GTID where it has one. Gone through
 * again it goes on where it stopped: by GTID, else by the server's own log from `since` on.
 */
export interface SalvageNode extends NodeBase {
  readonly kind: 'salvage';
  readonly server: ServerId;
  readonly logs: SalvageLogs;
  /** Where in that log what the server lacks begins; null: its GTIDs tell. */
  readonly after: ValueRef | null;
  /** The server's own position before the first of them is applied. */
  readonly since: ValueRef;
  /** Gets `file` and `offset` in the log that was read: the end of the last transaction that the server has now. */
  readonly into: ValueName;
  readonly withinMs: number; // ms
  readonly undo: Undo;
}

export interface AskNode extends NodeBase {
  readonly kind: 'ask';
  readonly question: string;
  readonly choices: readonly { readonly id: string; readonly label: string; readonly goesOn: boolean }[];
}

/** Runs a program of the operator's on this machine, without a shell. It may be run again, so it must be idempotent. */
export interface HookNode extends NodeBase {
  readonly kind: 'hook';
  readonly server: null;
  readonly name: string;
  readonly at: HookMoment;
  readonly command: readonly string[];
  /** What is known when the plan is built; the operation's id is added when it runs. Holds no secret. */
  readonly environment: Readonly<Record<string, string>>;
  readonly withinMs: number; // ms
}

export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly order: 'serial' | 'parallel';
  /** `leave-behind`: a failure inside leaves the group's server behind, named with its way out, and goes on. */
  readonly onFailure: 'stop' | 'leave-behind';
  readonly wayOut: string | null;
  /** Watched for as long as the group runs. */
  readonly holds: readonly GuardRef[];
  readonly nodes: readonly PlanNode[];
}

/** Steps after which servers are not as they were. */
export type ChangingNode = ChangeNode | SalvageNode;
export type StepNode = RecordNode | LockNode | ReadNode | ChangingNode | WaitNode | MatchNode | AskNode | HookNode;
export type PlanNode = StepNode | GroupNode;

export interface SwitchoverGoal {
  readonly kind: 'switchover';
  readonly source: ServerId;
  readonly candidate: ServerId;
  readonly leaveBehind: readonly ServerId[];
}

/** The source is gone: one of its replicas takes over. */
export interface FailoverGoal {
  readonly kind: 'failover';
  readonly source: ServerId;
  readonly candidate: ServerId;
  readonly leaveBehind: readonly ServerId[];
  /** What spoke for its death when it was decided, and what was said that may be lost. */
  readonly evidence: DeathEvidence;
  readonly loss: string;
}

/** An old source that is back follows the new one. */
export interface RejoinGoal {
  readonly kind: 'rejoin';
  readonly server: ServerId;
  readonly source: ServerId;
}

/** One channel goes on elsewhere, or by another way. */
export interface ChangeMasterGoal {
  readonly kind: 'change-master';
  readonly replica: ServerId;
  readonly channel: string;
  /** `host:port` as the channel names it before and after. */
  readonly from: string;
  readonly to: string;
}

/** One channel goes on where a record says its data stood. */
export interface PutBackGoal {
  readonly kind: 'put-back';
  readonly replica: ServerId;
  readonly channel: string;
  readonly record: string;
}

/** A server that follows nobody becomes a replica, from where its data stands. */
export interface AttachGoal {
  readonly kind: 'attach';
  readonly server: ServerId;
  readonly source: ServerId;
}

export type PlanGoal = SwitchoverGoal | FailoverGoal | RejoinGoal | ChangeMasterGoal | PutBackGoal | AttachGoal;
export type PlanKind = PlanGoal['kind'];

/** What another server's list of replicas tells of one. */
export interface KnownServer {
  readonly server: ServerId;
  readonly uuid: string | null;
  readonly serverId: number | null;
}

/** Consent to keep a server closed for a while, until it follows the new source. */
export interface PlannedDuty {
  readonly server: ServerId;
  /** Told apart from another server that may answer at its address by then; null: not known. */
  readonly identity: { readonly uuid: string | null; readonly serverId: number | null };
  readonly newSource: ServerId;
  /** Replicas that the plan leaves with it: that they ask it again does not mean that it is in use. */
  readonly leftWithIt: readonly KnownServer[];
  readonly hours: number; // h
}

export interface Plan {
  readonly schema: 1;
  readonly kind: PlanKind;
  readonly cluster: string;
  readonly title: string;
  /** Servers the plan changes; it owns work, hold and control sessions on each. */
  readonly servers: readonly ServerId[];
  readonly goal: PlanGoal;
  /** Of these the advisory locks are asked before every step up to the line. */
  readonly guarded: readonly ServerId[];
  /** For a person, when it can neither go on nor be undone by itself. */
  readonly waysOut: { readonly back: string; readonly forward: string };
  /** Hash of the facts that shaped the plan (topology, roles, settings; not positions, lag or sessions). */
  readonly fingerprint: string;
  readonly nodes: readonly PlanNode[];
  /** Run once everything is undone, if a hook of the plan was begun. */
  readonly undone?: readonly HookNode[];
  /** Node id from which undo is conditional: the first whose undo is `provided`. */
  readonly line: string | null;
  readonly lineText: string | null;
  readonly expect: readonly { readonly label: string; readonly text: string }[];
  /** A server that is to be kept closed when it comes back; left out: none. Accepted with the confirmation. */
  readonly duty?: PlannedDuty;
  /** Servers that the operator leaves out: the plan does not touch them, its result names them. */
  readonly leftBehind: readonly LeftBehind[];
}

/** Every step in the order in which it is shown. */
export function stepsOf(nodes: readonly PlanNode[]): readonly StepNode[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? stepsOf(node.nodes) : [node]));
}

/** Every step of a plan, also those that only an undo comes to. */
export function allStepsOf({ nodes, undone }: Pick<Plan, 'nodes' | 'undone'>): readonly StepNode[] {
  return [...stepsOf(nodes), ...(undone ?? [])];
}

export function isSecretRef(bind: ValueRef | SecretRef): bind is SecretRef {
  return 'secret' in bind;
}
