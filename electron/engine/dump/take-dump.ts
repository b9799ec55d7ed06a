import type { DumpedPair, DumpProgress, DumpResult } from '../../../shared/domain/dump.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { parseAddress } from '../../../shared/domain/address.ts';
import type { Readings, StatusFacts } from '../../../shared/domain/facts.ts';
import type { RecordContent, RecordEntry } from '../../../shared/domain/record.ts';
import type { DumpModel } from '../import/dump/dump-model.ts';
import { ApplierPause } from './applier-pause.ts';
import { writeDefaults, type PrivateDefaults } from './defaults-file.ts';
import { DumpMeter } from './dump-meter.ts';
import { connectWithinMs, dumpVariables, type DumpParts } from './dump-parts.ts';
import type { DumpRun } from './dump-run.ts';
import { DumpProcess } from './dump-process.ts';
import { dumpResult } from './dump-result.ts';
import { recordOf, snapshotRecord } from './dump-record.ts';
import { DumpedServer, statusIn } from './dumped-server.ts';
import { headerText } from './header.ts';
import { OutFile } from './out-file.ts';
import { pauseCommands } from './pause-commands.ts';
import type { PreparedDump } from './prepare-dump.ts';
import { watchReadLock } from './read-lock-watch.ts';
import { pairOf, programWord } from './snapshot.ts';
import { writeDump } from './write-dump.ts';

/**
 * That writers, or a stopped SQL thread, may wait for the program's FLUSH TABLES; with GTIDs mysqldump 8.0.32+ sends it
 * whatever it is told.
 */
const lockWithinMs = 5000; // ms

/** One dump while it is taken. */
export class DumpTaking {
  readonly #parts: DumpParts;
  readonly #dump: PreparedDump;
  readonly #run: DumpRun;
  readonly #server: DumpedServer;
  readonly #pause: ApplierPause;
  readonly #meter = new DumpMeter();
  readonly #begun = performance.now();
  #phase: DumpProgress['phase'] = 'stopping';
  #snapshot: { readonly pair: DumpedPair; readonly readings: Readings } | null = null;

  constructor(parts: DumpParts, dump: PreparedDump, run: DumpRun) {
    const { cluster, identity, plan, preview } = dump;
    [this.#parts, this.#dump, this.#run] = [parts, dump, run];
    this.#server = new DumpedServer({
      version: identity.version,
      now: parts.now,
      open: () =>
        parts.connector.open(parts.target(cluster, preview.server), { connectWithinMs, variables: dumpVariables }),
    });
    this.#pause = new ApplierPause({
      version: identity.version,
      channels: plan.stops,
      closesGaps: plan.closesGaps,
      session: this.#server.session,
      status: this.#server.status,
    });
  }

  /** Takes it. Whatever happens, what was stopped is started again, and a file that is not complete is removed. */
  async take(): Promise<DumpResult> {
    const file = await OutFile.begin(this.#dump.preview.out);
    try {
      const model = await this.#write(file);
      this.#tell('finishing');
      return this.#result(model, await file.complete());
    } catch (error) {
      throw this.#run.signal.aborted ? cancelled() : error;
    } finally {
      await file.discard();
      await this.#goOn().finally(() => this.#server.close());
    }
  }

  async #write(file: OutFile): Promise<DumpModel> {
    const defaults = await this.#login();
    try {
      this.#tell(this.#dump.plan.stops.length > 0 ? 'stopping' : 'snapshot');
      await this.#note();
      await this.#pause.begin(this.#run.signal);
      const readings = await this.#server.read(['identity', 'status', 'workers']);
      this.#tell('snapshot');
      const model = await this.#stream(file, defaults, readings);
      await this.#endKeptPause(readings);
      return model;
    } finally {
      await defaults.remove();
    }
  }

  async #stream(file: OutFile, defaults: PrivateDefaults, readings: Readings): Promise<DumpModel> {
    const { program, preview, identity } = this.#dump;
    const { file: defaultsFile, folder, password } = defaults;
    const taken = new AbortController();
    const late = new AbortController();
    const signal = AbortSignal.any([this.#run.signal, late.signal]);
    const watch = identity.version.family === 'mysql' ? this.#watchLock(AbortSignal.any([signal, taken.signal])) : null;
    const watched = watch?.catch((error: unknown) => late.abort(error));
    const options = preview.arguments;
    const process = new DumpProcess({ program, defaultsFile, folder, options, password });
    const atSnapshot = async (): Promise<string> => {
      taken.abort();
      const header = await this.#atSnapshot(readings);
      await defaults.remove(); // it is logged in
      return header;
    };
    const onChunk = (): void => this.#tell(this.#phase);
    const { compression } = preview;
    try {
      return await writeDump({ process, meter: this.#meter, file, compression, atSnapshot, onChunk, signal });
    } catch (error) {
      throw late.signal.aborted ? late.signal.reason : error;
    } finally {
      taken.abort();
      await watched;
    }
  }

  async #watchLock(signal: AbortSignal): Promise<void> {
    const session = await this.#server.session();
    await watchReadLock({ session, user: this.#dump.cluster.user, withinMs: lockWithinMs, signal });
  }

  /** The snapshot is taken: proves that nothing moved, lets the SQL threads go on, and says where it was. */
  async #atSnapshot(readings: Readings): Promise<string> {
    const { identity, preview, request, plan } = this.#dump;
    const at = new Date(this.#parts.now()).toISOString();
    const pair = await this.#pair(statusIn(readings), await this.#server.status());
    this.#snapshot = { pair, readings };
    if (!request.keepStopped) await this.#goOn();
    this.#tell('dumping');
    const { server } = preview;
    return headerText({ server, version: identity.version, at, pair, warnings: plan.warnings });
  }

  async #pair(before: StatusFacts, after: StatusFacts): Promise<DumpedPair> {
    const { plan, preview } = this.#dump;
    const program = programWord(this.#meter.model().coordinates);
    const mariadbGtid = await this.#server.gtidAt(program.position);
    return pairOf({ server: preview.server, ownPosition: plan.ownPosition, before, after, program, mariadbGtid });
  }

  /** Where they were to stay stopped until the end, they must have. */
  async #endKeptPause(readings: Readings): Promise<void> {
    if (this.#dump.request.keepStopped) await this.#pair(statusIn(readings), await this.#server.status());
    await this.#goOn();
  }

  async #login(): Promise<PrivateDefaults> {
    const { cluster, program, preview, encrypted } = this.#dump;
    const target = this.#parts.target(cluster, preview.server);
    return writeDefaults({
      program: program.version,
      pluginFolder: program.pluginFolder,
      address: parseAddress(preview.server),
      user: target.user,
      password: await target.password(),
      tls: target.tls,
      encrypted,
    });
  }

  /** Durable before anything is stopped: where the server was, and what to do should this program be killed. */
  async #note(): Promise<void> {
    const { journal, pauses } = this.#parts;
    const { plan, preview, cluster, identity } = this.#dump;
    journal.assertWritable();
    if (plan.stops.length === 0) return;
    if (journal.unfinishedOperations(cluster.name).length > 0) throw inProgress(cluster.name);
    const readings = await this.#server.read(['identity', 'status', 'workers']);
    const statements = plan.stops.map((channel) => pauseCommands(identity.version).start(channel));
    const note = pauseNote(preview.out, statements);
    this.#recorded(recordOf({ cluster: cluster.name, server: preview.server, readings, note }));
    pauses.begun(cluster.name, { server: preview.server, out: preview.out, statements });
  }

  /** What was stopped runs again. */
  async #goOn(): Promise<void> {
    await this.#pause.end();
    if (this.#dump.plan.stops.length > 0) this.#parts.pauses.ended(this.#dump.cluster.name, this.#dump.preview.server);
  }

  #result(model: DumpModel, storedBytes: number): DumpResult {
    const { cluster, preview } = this.#dump;
    if (this.#snapshot === null) throw new Error('A dump was complete before its snapshot was taken.');
    const { pair, readings } = this.#snapshot;
    const note = `Where the dump ${preview.out} was taken.`;
    const about = { cluster: cluster.name, server: preview.server, readings, note };
    const record = this.#recorded(snapshotRecord(about, pair));
    const ms = Math.round(performance.now() - this.#begun);
    return dumpResult({ dump: this.#dump, model, storedBytes, pair, stoppedMs: this.#pause.ms, ms, record });
  }

  #recorded(content: RecordContent | null): RecordEntry {
    const [record] = content === null ? [] : this.#parts.journal.addRecords([content]);
    if (record === undefined) throw new Error('The dumped server could not be recorded.');
    return record;
  }

  #tell(phase: DumpProgress['phase']): void {
    this.#phase = phase;
    this.#run.onProgress({ phase, ...this.#meter.progress });
  }
}

function pauseNote(out: string, statements: readonly string[]): string {
  return `Before the SQL thread is stopped for the dump ${out}. Should the program be killed before it goes on: ${statements.join('; ')}`;
}

function inProgress(cluster: string): SignalboxError {
  return new SignalboxError(
    'operation-in-progress',
    `Another operation of ${cluster} has begun and not ended: no SQL thread is stopped now. Nothing was changed.`,
  );
}

function cancelled(): SignalboxError {
  return new SignalboxError('cancelled', 'Cancelled: no dump was kept, and what was stopped runs again.');
}
