import type { Readable } from 'node:stream';
import type { ClusterDraft, ClusterSummary, Preferences, YardProgress, YardStatus } from '../../shared/ipc/contract.ts';
import { reportOf, SignalboxError, type ErrorReport } from '../../shared/domain/errors.ts';
import type { JournalItem, JournalVerification, OperationDetail } from '../../shared/domain/journal.ts';
import type { DumpableServer, DumpPreview, DumpRequest, DumpResult, PauseNote } from '../../shared/domain/dump.ts';
import type { Duty } from '../../shared/domain/duty.ts';
import type { Incident } from '../../shared/domain/incident.ts';
import type { RecordEntry } from '../../shared/domain/record.ts';
import type { ServerSample } from '../../shared/domain/sample.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { ClusterTopology } from '../../shared/domain/topology.ts';
import type { AnyPreview } from '../../shared/plans/any-preview.ts';
import type { OperationResult } from '../../shared/plans/outcome.ts';
import type { OperationState, UnfinishedOperation } from '../../shared/plans/unfinished-operation.ts';
import type { AttachPreview, AttachRequest } from '../../shared/plans/attach-view.ts';
import type { ChangeMasterPreview, ChangeMasterRequest } from '../../shared/plans/change-master-view.ts';
import type { FailoverPreview, FailoverRequest } from '../../shared/plans/failover-view.ts';
import type { RejoinPreview, RejoinRequest } from '../../shared/plans/rejoin-view.ts';
import type { LeftSettings, RestoredSetting } from '../../shared/import/changed-settings.ts';
import type { ImportPreview, ImportRequest, ImportResult } from '../../shared/import/import-view.ts';
import type { DumpFile, UnfinishedImport } from '../../shared/import/running-import.ts';
import type { PutBackPreview, PutBackRequest } from '../../shared/plans/put-back-view.ts';
import type { CandidateView, SwitchoverPreview, SwitchoverRequest } from '../../shared/plans/switchover-view.ts';
import type { Clusters } from './clusters.ts';
import type { ConfigurationFile } from './configuration/configuration-file.ts';
import type { ClusterReader } from './discovery/cluster-reader.ts';
import { incidentOf } from '../../shared/plans/incident.ts';
import type { ClusterKeepers } from './duties/cluster-keepers.ts';
import { sleep } from './discovery/sleep.ts';
import type { DumpRun } from './dump/dump-run.ts';
import type { Dumps } from './dump/dumps.ts';
import type { Duties } from './duties/duties.ts';
import { DutyWatches } from './duties/duty-watches.ts';
import type { Engine, EngineOptions, RecordsTaken, RunRequest } from './engine.ts';
import type { Journal, SampleFilter } from './journal/journal.ts';
import type { ChangeMasters } from './operations/change-masters.ts';
import type { Failovers } from './operations/failovers.ts';
import { lookAtDump } from './dump-file.ts';
import type { Imports, RunImport } from './imports.ts';
import type { UnfinishedImports } from './unfinished-imports.ts';
import type { Attaches } from './operations/attaches.ts';
import type { Rejoins } from './operations/rejoins.ts';
import type { PlanDesk } from './operations/plan-desk.ts';
import type { ResumeRequest } from './operations/resume-request.ts';
import { undoingOf } from './operations/undo-afterwards.ts';
import type { UndoRequest } from './operations/undo-request.ts';
import type { UnfinishedOperations } from './operations/unfinished-operations.ts';
import type { PutBacks } from './operations/put-backs.ts';
import type { Switchovers } from './operations/switchovers.ts';
import type { Practice, YardOptions } from './practice.ts';
import { keepPreferences, readPreferences } from './preferences.ts';
import { takeRecords } from './take-records.ts';

export interface EngineRooms {
  readonly options: EngineOptions;
  readonly file: ConfigurationFile;
  readonly journal: Journal;
  readonly clusters: Clusters;
  readonly switchovers: Switchovers;
  readonly failovers: Failovers;
  readonly rejoins: Rejoins;
  readonly attaches: Attaches;
  readonly imports: Imports;
  readonly unfinishedImports: UnfinishedImports;
  readonly changeMasters: ChangeMasters;
  readonly putBacks: PutBacks;
  readonly planDesk: PlanDesk;
  readonly unfinished: UnfinishedOperations;
  readonly duties: Duties;
  readonly dumps: Dumps;
  readonly keepers: ClusterKeepers;
  /** Of every cluster; makes no journal where there is none. */
  readonly openDuties: () => readonly Duty[];
  readonly practice: Practice;
  readonly reader: ClusterReader;
}

/** The rooms of the engine behind its one interface. */
export class SignalboxEngine implements Engine {
  readonly #rooms: EngineRooms;
  readonly #closing = new AbortController();

  constructor(rooms: EngineRooms) {
    this.#rooms = rooms;
  }

  get configPath(): string {
    return this.#rooms.options.configPath;
  }

  get dataDirectory(): string {
    return this.#rooms.options.dataDirectory;
  }

  async problems(): Promise<{ readonly config: ErrorReport | null; readonly journal: ErrorReport | null }> {
    const { file, journal } = this.#rooms;
    const config = await file.read().then(() => null, reportOf);
    return { config, journal: attempt(() => journal.assertWritable()) };
  }

  preferences(): Preferences {
    return readPreferences(this.#rooms.journal);
  }

  setPreferences(preferences: Preferences): Preferences {
    return keepPreferences(this.#rooms.journal, preferences);
  }

  clusters(): Promise<readonly ClusterSummary[]> {
    return this.#rooms.clusters.list();
  }

  addCluster(draft: ClusterDraft): Promise<ClusterSummary> {
    return this.#rooms.clusters.add(draft);
  }

  updateCluster(name: string, draft: ClusterDraft): Promise<ClusterSummary> {
    return this.#rooms.clusters.update(name, draft);
  }

  removeCluster(name: string): Promise<void> {
    return this.#rooms.clusters.remove(name);
  }

  tryCluster(draft: ClusterDraft, signal: AbortSignal): ReturnType<Engine['tryCluster']> {
    return this.#rooms.clusters.try(draft, signal);
  }

  async providePassword(cluster: string, password: string): Promise<void> {
    const { name } = await this.#rooms.clusters.named(cluster);
    this.#rooms.clusters.providePassword(name, password);
  }

  async topology(name: string, signal: AbortSignal): Promise<ClusterTopology> {
    const cluster = await this.#rooms.clusters.named(name);
    return (await this.#rooms.reader.look(cluster, signal)).topology;
  }

  async watch(name: string, onTopology: (topology: ClusterTopology) => void, signal: AbortSignal): Promise<void> {
    const cluster = await this.#rooms.clusters.named(name);
    const over = AbortSignal.any([signal, this.#closing.signal]);
    const { keepers, reader } = this.#rooms;
    const tell = (topology: ClusterTopology): void => {
      keepers.saw(topology);
      onTopology(topology);
    };
    await keepers.during(cluster, reader.watch(cluster, tell, over));
  }

  async record(
    name: string,
    servers: readonly ServerId[] | null,
    note: string | null,
    signal: AbortSignal,
  ): Promise<RecordsTaken> {
    const { clusters, reader, journal } = this.#rooms;
    const cluster = await clusters.named(name);
    const look = await reader.look(cluster, signal, ['workers']);
    return takeRecords({ cluster: name, look, servers, note, journal });
  }

  samples(filter: SampleFilter): readonly ServerSample[] {
    return this.#rooms.journal.samples(filter);
  }

  async acknowledge(name: string, server: ServerId, note: string, signal: AbortSignal): Promise<RecordEntry> {
    const { clusters, reader, journal } = this.#rooms;
    const look = await reader.look(await clusters.named(name), signal);
    const known = look.resolve(server) ?? server;
    const taken = takeRecords({ cluster: name, look, servers: [known], note, journal, reason: 'acknowledged' });
    const [record] = taken.records;
    if (record === undefined) throw new SignalboxError('no-server-answered', `${server} did not answer.`);
    return record;
  }

  journalItems(filter: Parameters<Journal['list']>[0]): readonly JournalItem[] {
    return this.#rooms.journal.list(filter);
  }

  journalRecord(id: string): RecordEntry {
    return this.#rooms.journal.record(id);
  }

  journalOperation(id: string): OperationDetail {
    return this.#rooms.journal.operation(id);
  }

  unfinishedOperations(cluster: string | null): readonly UnfinishedOperation[] {
    return this.#rooms.unfinished.list(cluster);
  }

  operationState(id: string, signal: AbortSignal): Promise<OperationState> {
    return this.#rooms.unfinished.state(id, signal);
  }

  resumeOperation(request: ResumeRequest): Promise<OperationResult> {
    return this.#rooms.planDesk.resume(request);
  }

  async previewUndo({ operation, accept }: UndoRequest, signal: AbortSignal): Promise<AnyPreview> {
    const { journal, switchovers, changeMasters, planDesk } = this.#rooms;
    const undoing = undoingOf(journal.operation(operation), accept, (record) => journal.record(record).server);
    switch (undoing.kind) {
      case 'switchover':
        return planDesk.keep(await switchovers.prepareBack(undoing, signal));
      case 'change-master':
        return planDesk.keep(await changeMasters.prepare(undoing.request, signal));
    }
  }

  handOverOperation(id: string, note: string): OperationDetail {
    this.#rooms.journal.abandonOperation(id, note);
    return this.#rooms.journal.operation(id);
  }

  duties(cluster: string | null, withEnded = false): readonly Duty[] {
    const { duties } = this.#rooms;
    return withEnded ? duties.all(cluster) : duties.open(cluster);
  }

  incidents(cluster: string | null): readonly Incident[] {
    const { journal } = this.#rooms;
    const failovers = journal.operationsSince(cluster, 0).filter(({ kind }) => kind === 'failover');
    return failovers.map(({ id }) => incidentOf(journal.operation(id)));
  }

  keepDuties(): void {
    const { openDuties, options } = this.#rooms;
    const watches = new DutyWatches({
      open: openDuties,
      watch: (cluster, signal) => this.watch(cluster, () => undefined, signal),
      sleep,
      warn: (message) => options.log('warn', message),
    });
    void watches.run(this.#closing.signal);
  }

  handsOff(operation: string, note: string): Duty {
    return this.#rooms.duties.handsOff(operation, note);
  }

  remark(operation: string, text: string, acknowledged: boolean): OperationDetail {
    const { journal } = this.#rooms;
    journal.appendLate(operation, { kind: 'remark', node: null, text, acknowledged });
    return journal.operation(operation);
  }

  verifyJournal(): JournalVerification {
    return this.#rooms.journal.verify();
  }

  candidates(cluster: string, signal: AbortSignal): Promise<readonly CandidateView[]> {
    return this.#rooms.switchovers.candidates(cluster, signal);
  }

  async previewSwitchover(request: SwitchoverRequest, signal: AbortSignal): Promise<SwitchoverPreview> {
    const { switchovers, planDesk } = this.#rooms;
    return planDesk.keep(await switchovers.prepare(request, signal));
  }

  async previewFailover(request: FailoverRequest, signal: AbortSignal): Promise<FailoverPreview> {
    const { failovers, planDesk } = this.#rooms;
    return planDesk.keep(await failovers.prepare(request, signal));
  }

  previewImport(
    request: ImportRequest,
    stream: Readable | null,
    onRead: (readBytes: number, storedBytes: number | null) => void,
    signal: AbortSignal,
  ): Promise<ImportPreview> {
    return this.#rooms.imports.prepare(request, stream, onRead, signal);
  }

  runImport(request: RunImport): Promise<ImportResult> {
    return this.#rooms.imports.run(request);
  }

  unfinishedImports(cluster: string | null): Promise<readonly UnfinishedImport[]> {
    return this.#rooms.unfinishedImports.list(cluster);
  }

  forgetImport(id: string): Promise<void> {
    return this.#rooms.unfinishedImports.forget(id);
  }

  dumpFile(path: string): Promise<DumpFile> {
    return lookAtDump(path);
  }

  leftSettings(): Promise<readonly LeftSettings[]> {
    return this.#rooms.imports.leftSettings();
  }

  restoreSettings(server: ServerId, signal: AbortSignal): Promise<readonly RestoredSetting[]> {
    return this.#rooms.imports.restoreSettings(server, signal);
  }

  extraTransactionsSql(cluster: string, server: string, signal: AbortSignal): AsyncIterable<string> {
    return this.#rooms.rejoins.extraSql(cluster, server, signal);
  }

  async previewRejoin(request: RejoinRequest, signal: AbortSignal): Promise<RejoinPreview> {
    const { rejoins, planDesk } = this.#rooms;
    return planDesk.keep(await rejoins.prepare(request, signal));
  }

  async previewChangeMaster(request: ChangeMasterRequest, signal: AbortSignal): Promise<ChangeMasterPreview> {
    const { changeMasters, planDesk } = this.#rooms;
    return planDesk.keep(await changeMasters.prepare(request, signal));
  }

  async previewAttach(request: AttachRequest, signal: AbortSignal): Promise<AttachPreview> {
    const { attaches, planDesk } = this.#rooms;
    return planDesk.keep(await attaches.prepare(request, signal));
  }

  async previewPutBack(request: PutBackRequest, signal: AbortSignal): Promise<PutBackPreview> {
    const { putBacks, planDesk } = this.#rooms;
    return planDesk.keep(await putBacks.prepare(request, signal));
  }

  runPlan(request: RunRequest): Promise<OperationResult> {
    return this.#rooms.planDesk.run(request);
  }

  answer(operation: string, step: string, choice: string): void {
    this.#rooms.planDesk.answer(operation, step, choice);
  }

  cancel(operation: string): void {
    this.#rooms.planDesk.cancel(operation);
  }

  dumpable(asked: { readonly cluster: string; readonly from: string }, signal: AbortSignal): Promise<DumpableServer> {
    return this.#rooms.dumps.dumpable(asked, signal);
  }

  previewDump(request: DumpRequest, signal: AbortSignal): Promise<DumpPreview> {
    return this.#rooms.dumps.preview(request, signal);
  }

  takeDump(request: DumpRequest, run: DumpRun): Promise<DumpResult> {
    const signal = AbortSignal.any([run.signal, this.#closing.signal]);
    return this.#rooms.dumps.take(request, { ...run, signal });
  }

  cutOffDumps(cluster: string): readonly PauseNote[] {
    return this.#rooms.dumps.cutOff(cluster);
  }

  yardStatus(): Promise<YardStatus> {
    return this.#rooms.practice.status();
  }

  yardUp(options: YardOptions, onProgress: (progress: YardProgress) => void, signal: AbortSignal): Promise<YardStatus> {
    return this.#rooms.practice.up(options, onProgress, signal);
  }

  yardDown(): Promise<YardStatus> {
    return this.#rooms.practice.down();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#rooms.planDesk.close();
    this.#rooms.journal.close();
  }
}

function attempt(work: () => void): ErrorReport | null {
  try {
    work();
    return null;
  } catch (error) {
    return reportOf(error);
  }
}
