import type { Readable } from 'node:stream';
import type { DumpRun } from './dump/dump-run.ts';
import type { SampleFilter } from './journal/journal.ts';
import type { ResumeRequest } from './operations/resume-request.ts';
import type { RunRequest } from './operations/run-request.ts';
import type { UndoRequest } from './operations/undo-request.ts';
import type { YardOptions } from './practice.ts';
import type { SecretStore } from './secrets/secret-store.ts';
import type { ClusterDraft, ClusterSummary, Preferences, YardProgress, YardStatus } from '../../shared/ipc/contract.ts';
import type { ErrorReport } from '../../shared/domain/errors.ts';
import type { JournalItem, JournalVerification, OperationDetail } from '../../shared/domain/journal.ts';
import type { DumpableServer, DumpPreview, DumpRequest, DumpResult, PauseNote } from '../../shared/domain/dump.ts';
import type { Duty } from '../../shared/domain/duty.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import type { RecordEntry } from '../../shared/domain/record.ts';
import type { ServerSample } from '../../shared/domain/sample.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { ClusterTopology } from '../../shared/domain/topology.ts';
import type { AttachPreview, AttachRequest } from '../../shared/plans/attach-view.ts';
import type { ChangeMasterPreview, ChangeMasterRequest } from '../../shared/plans/change-master-view.ts';
import type { FailoverPreview, FailoverRequest } from '../../shared/plans/failover-view.ts';
import type { RejoinPreview, RejoinRequest } from '../../shared/plans/rejoin-view.ts';
import type { LeftSettings, RestoredSetting } from '../../shared/import/changed-settings.ts';
import type { ImportPreview, ImportRequest, ImportResult } from '../../shared/import/import-view.ts';
import type { DumpFile, UnfinishedImport } from '../../shared/import/running-import.ts';
import type { RunImport } from './imports.ts';
import type { PutBackPreview, PutBackRequest } from '../../shared/plans/put-back-view.ts';
import type { CandidateView, SwitchoverPreview, SwitchoverRequest } from '../../shared/plans/switchover-view.ts';
import type { AnyPreview } from '../../shared/plans/any-preview.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';
import type { OperationState, UnfinishedOperation } from '../../shared/plans/unfinished-operation.ts';

export type { ResumeRequest, RunRequest, SampleFilter, UndoRequest };

/** What is outside the engine and given to it, so that tests can replace it. */
export interface EngineOptions {
  /** Path of signalbox.yaml; it need not exist. */
  readonly configPath: string;
  readonly dataDirectory: string;
  readonly secrets: SecretStore;
  readonly clock: () => number; // epoch ms
  readonly random: () => number; // [0, 1)
  readonly log: (
    level: 'debug' | 'info' | 'warn' | 'error',
    message: string,
    data?: Readonly<Record<string, unknown>>,
  ) => void;
  /** Asks the person for a password (terminal or window); null when nobody can be asked. */
  readonly askPassword: ((what: string) => Promise<string>) | null;
}

export interface RecordsTaken {
  readonly records: readonly RecordEntry[];
  readonly unreachable: readonly ServerId[];
}

/** Everything Signalbox can do, behind one interface; the desktop window, the browser window and the CLI all use it. */
export interface Engine {
  readonly configPath: string;
  readonly dataDirectory: string;
  /** Why the configuration or the journal can't be used, if so. */
  problems(): Promise<{ readonly config: ErrorReport | null; readonly journal: ErrorReport | null }>;

  preferences(): Preferences;
  setPreferences(preferences: Preferences): Preferences;

  clusters(): Promise<readonly ClusterSummary[]>;
  addCluster(draft: ClusterDraft): Promise<ClusterSummary>;
  updateCluster(name: string, draft: ClusterDraft): Promise<ClusterSummary>;
  removeCluster(name: string): Promise<void>;
  tryCluster(
    draft: ClusterDraft,
    signal: AbortSignal,
  ): Promise<{ readonly ok: boolean; readonly message: string; readonly version: string | null }>;
  /** Keeps a password that was asked for, in memory only. */
  providePassword(cluster: string, password: string): Promise<void>;

  /** Looks once: discovers and reads every server, bounded in time; unreachable servers are in it with their reason. */
  topology(cluster: string, signal: AbortSignal): Promise<ClusterTopology>;
  /** Polls until the signal aborts. Polls never overlap; several watchers of one cluster share one poller. */
  watch(cluster: string, onTopology: (topology: ClusterTopology) => void, signal: AbortSignal): Promise<void>;

  record(
    cluster: string,
    servers: readonly ServerId[] | null,
    note: string | null,
    signal: AbortSignal,
  ): Promise<RecordsTaken>;
  /** What was kept of the servers between records, oldest first; see the journal. */
  samples(filter: SampleFilter): readonly ServerSample[];
  /**
   * Someone has looked at a server whose position was lost and says that it is where it should be: records it so.
   * @throws SignalboxError `bad-usage` for an unknown server, `no-server-answered`, `journal-unwritable`.
   */
  acknowledge(cluster: string, server: ServerId, note: string, signal: AbortSignal): Promise<RecordEntry>;
  journalItems(filter: {
    readonly cluster: string | null;
    readonly limit: number;
    readonly before: number | null;
  }): readonly JournalItem[];
  journalRecord(id: string): RecordEntry;
  journalOperation(id: string): OperationDetail;
  /** Those of one cluster, or of all, that have begun and not ended: running here, elsewhere on this machine, or cut off. */
  unfinishedOperations(cluster: string | null): readonly UnfinishedOperation[];
  /** An operation by its journal and as the servers are now, with the ways out of it. Changes nothing. */
  operationState(id: string, signal: AbortSignal): Promise<OperationState>;
  /** Runs an operation on that was cut off, or undoes it. Where that needs the operator it stays unfinished. */
  resumeOperation(request: ResumeRequest): Promise<OperationResult>;
  /**
   * Rehearsal of a new, guarded plan that takes a finished operation back; built from its journal, run by `runPlan`.
   * @throws SignalboxError `way-closed` where there is nothing to take back, and for every put back.
   */
  previewUndo(request: UndoRequest, signal: AbortSignal): Promise<AnyPreview>;
  /** Closes an operation whose program is gone as `needs-operator`, once someone has looked; see the journal. */
  handOverOperation(id: string, note: string): OperationDetail;
  /** Servers that are kept closed when they come back, as long as somebody watches their cluster; `withEnded`: those too that have ended. */
  duties(cluster: string | null, withEnded?: boolean): readonly Duty[];
  /** From now on until it is closed, watches every cluster that has a duty, and so keeps it: for programs that stay. */
  keepDuties(): void;
  /** Ends a duty by hand. @throws SignalboxError `operation-unknown`, `bad-usage` */
  handsOff(operation: string, note: string): Duty;
  /** Every failover of one cluster, or of all, the latest first. */
  incidents(cluster: string | null): readonly Incident[];
  /** Adds to an operation what a person has to say of it; `acknowledged`: that they have looked at it. */
  remark(operation: string, text: string, acknowledged: boolean): OperationDetail;
  verifyJournal(): JournalVerification;

  candidates(cluster: string, signal: AbortSignal): Promise<readonly CandidateView[]>;
  /** Rehearsal: asks every guard on the live servers and builds the plan; changes nothing. */
  previewSwitchover(request: SwitchoverRequest, signal: AbortSignal): Promise<SwitchoverPreview>;
  /** Rehearsal of replacing a source that is gone, with the evidence for it; changes nothing. */
  previewFailover(request: FailoverRequest, signal: AbortSignal): Promise<FailoverPreview>;
  /**
   * Looks a dump through, and at the server that is to get it; changes nothing. `stream`: standard input, for a request
   * without a file.
   * @throws SignalboxError as opening and reading a dump does (`dump-…`), `import-changed`, `cluster-unknown`, `server-…`.
   */
  previewImport(
    request: ImportRequest,
    stream: Readable | null,
    onRead: (readBytes: number, storedBytes: number | null) => void,
    signal: AbortSignal,
  ): Promise<ImportPreview>;
  /**
   * Runs a previewed import; an error that ends it is in the result. Aborting the signal stops it.
   * @throws SignalboxError `plan-unknown`, `confirmation-needed`, `refused-by-guard`, `journal-unwritable`.
   */
  runImport(request: RunImport): Promise<ImportResult>;
  /** Imports that have begun and can be gone on with, of one cluster or of all, oldest first; those that run too. */
  unfinishedImports(cluster: string | null): Promise<readonly UnfinishedImport[]>;
  /** Nobody will go on with it; what is committed stays. @throws SignalboxError `bad-usage` where it is unknown. */
  forgetImport(id: string): Promise<void>;
  /** Looks at a file that is to be imported, by its whole path. @throws SignalboxError `dump-unreadable`, `dump-unsupported`. */
  dumpFile(path: string): Promise<DumpFile>;
  /** Server-wide settings that an import has changed and nobody sets back any more by itself: its program is gone. */
  leftSettings(): Promise<readonly LeftSettings[]>;
  /**
   * Sets them back, each proved by reading it; what somebody has changed meanwhile stays.
   * @throws SignalboxError `bad-usage` where none are left on that server; `cluster-unknown`, `server-…`, `step-failed`.
   */
  restoreSettings(server: ServerId, signal: AbortSignal): Promise<readonly RestoredSetting[]>;
  /** Rehearsal of letting an old source that is back follow the new one; changes nothing. */
  previewRejoin(request: RejoinRequest, signal: AbortSignal): Promise<RejoinPreview>;
  /**
   * What an old source has above what the new one got of it, as SQL for people, in pieces. It holds row values and
   * statements as they are: to be kept like the data. Changes nothing.
   * @throws SignalboxError `bad-usage` where the journal does not know that place; as reading a server's logs does.
   */
  extraTransactionsSql(cluster: string, server: string, signal: AbortSignal): AsyncIterable<string>;
  /** Rehearsal of pointing a replica's channel elsewhere, or at the same server by another way. */
  previewChangeMaster(request: ChangeMasterRequest, signal: AbortSignal): Promise<ChangeMasterPreview>;
  /** Rehearsal of making a server that follows nobody a replica, from where the dump in it was taken. */
  previewAttach(request: AttachRequest, signal: AbortSignal): Promise<AttachPreview>;
  /** Rehearsal of putting a replica's channel back to what a record says, once it is proved where its data stands. */
  previewPutBack(request: PutBackRequest, signal: AbortSignal): Promise<PutBackPreview>;
  /** Runs a previewed plan. Facts are read again first; if what shaped the plan changed it is refused with the differences. */
  runPlan(request: RunRequest): Promise<OperationResult>;
  answer(operation: string, step: string, choice: string): void;
  cancel(operation: string): void;

  /** What of a server can be dumped; changes nothing. */
  dumpable(asked: { readonly cluster: string; readonly from: string }, signal: AbortSignal): Promise<DumpableServer>;
  /** What a dump with both pairs of coordinates would do to its server; changes nothing. */
  previewDump(request: DumpRequest, signal: AbortSignal): Promise<DumpPreview>;
  /** Takes it. What it stops is started again, whatever happens; a dump that is not complete leaves no file. */
  takeDump(request: DumpRequest, run: DumpRun): Promise<DumpResult>;
  /** Servers whose SQL threads a dump had stopped when its program was killed; they may run again by now. */
  cutOffDumps(cluster: string): readonly PauseNote[];

  yardStatus(): Promise<YardStatus>;
  yardUp(options: YardOptions, onProgress: (progress: YardProgress) => void, signal: AbortSignal): Promise<YardStatus>;
  yardDown(): Promise<YardStatus>;

  /** Ends pollers and sessions, waits for a running operation's current step; idempotent. */
  close(): Promise<void>;
}
