import type { Readable } from 'node:stream';
import { reportOf, SignalboxError } from '../../shared/domain/errors.ts';
import { settingInWords, type ChangedSetting } from '../../shared/import/changed-settings.ts';
import type { ImportEvent } from '../../shared/import/import-events.ts';
import type { ImportOutcome, ImportResult } from '../../shared/import/import-view.ts';
import type { ByteSession } from './connections/session.ts';
import { lookAfter, type Afterwards } from './import/afterwards/look-after.ts';
import { isInOrder } from './import/dump/dump-model.ts';
import type { LoadResult } from './import/load/load-request.ts';
import { WarningLog } from './import/load/warning-log.ts';
import { OwnSettings } from './import/settings/own-settings.ts';
import { ImportEntry } from './import-entry.ts';
import { SkippedFile } from './import/skipped-file.ts';
import type { DumpInput } from './import/sources/dump-source.ts';
import type { PreparedImport } from './import-rehearsal.ts';
import type { ImportSettings } from './import-settings.ts';
import { saveState, type ImportState } from './import-state.ts';
import type { ImportsParts } from './imports.ts';

/** A statement waits no longer for a lock of another session. */
const lockWaitSeconds = 600; // s

export type ImportRunParts = Pick<
  ImportsParts,
  'open' | 'target' | 'work' | 'monotonic' | 'folder' | 'record' | 'programs' | 'journal'
> & {
  readonly settings: Pick<ImportSettings, 'changedOn'>;
};

export interface ImportRunOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: ImportEvent) => void;
}

/** One run of a rehearsed import: records, settings, rows, counts; its state on this machine says how far it is. */
export class ImportRun {
  readonly #parts: ImportRunParts;
  readonly #prepared: PreparedImport;
  readonly #options: ImportRunOptions;
  readonly #skips: SkippedFile;
  readonly #settings: OwnSettings;
  readonly #entry: ImportEntry;
  readonly #records: { readonly before: string[]; readonly after: string[] } = { before: [], after: [] };
  readonly #warnings = new WarningLog();
  readonly #notes: string[] = [];
  #state: ImportState;
  /** Everything is there, so that there is nothing to go on with, whatever comes of counting it. */
  #isLoaded = false;

  constructor(parts: ImportRunParts, prepared: PreparedImport, options: ImportRunOptions) {
    this.#parts = parts;
    this.#prepared = prepared;
    this.#options = options;
    this.#skips = new SkippedFile(parts.folder, prepared.state.id);
    this.#entry = new ImportEntry(parts.journal, prepared);
    this.#state = prepared.state;
    const { id, server, settings = [] } = prepared.state;
    this.#settings = new OwnSettings(
      {
        server,
        open: () => this.#open(neverCancelled),
        keep: (changed) => this.#keepSettings(changed),
        others: (which) => parts.settings.changedOn(server, { except: id, which }),
      },
      settings,
    );
  }

  /** An error that ends it is in the result. @throws SignalboxError `journal-unwritable` before anything is done. */
  async run(): Promise<ImportResult> {
    const { state, preview } = this.#prepared;
    const operation = this.#entry.begin();
    await this.#save({ outcome: 'running', program: this.#parts.programs.self(), operation });
    await this.#record('before', `before the import ${state.id} of ${preview.file}`);
    try {
      this.#notes.push(...(await this.#settings.relax(this.#prepared.request.speed ?? [])));
      const loaded = await this.#load();
      this.#notes.push(...(await this.#settings.restore()));
      const after = await this.#lookAfter(loaded);
      await this.#record('after', `after the import ${state.id} of ${preview.file}`);
      return this.#result('done', loaded, after, null);
    } catch (error) {
      return await this.#ended(error);
    } finally {
      await this.#skips.close();
    }
  }

  async #ended(error: unknown): Promise<ImportResult> {
    const { model } = this.#prepared;
    const outcome = error instanceof SignalboxError && error.code === 'cancelled' ? 'cancelled' : 'stopped';
    this.#notes.push(...(await this.#settings.restore()));
    await this.#save({ outcome: this.#isLoaded ? 'done' : outcome });
    const tables = (model?.tables ?? []).map(({ schema, name, rows }) => ({
      ...{ schema, name, rows: null, dumped: rows, finished: false, checksum: null },
    }));
    return this.#result(outcome, nothingLoaded, { ...nothingAfter, tables }, error);
  }

  #save(change: Partial<ImportState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    return saveState(this.#parts.folder, this.#state);
  }

  #open(signal: AbortSignal): Promise<ByteSession> {
    const { cluster, request } = this.#prepared;
    return this.#parts.open(cluster, request.server, signal);
  }

  async #keepSettings(settings: readonly ChangedSetting[]): Promise<void> {
    const words = settings.map(({ name, before, during }) => `${settingInWords(name, during)} (before: ${before})`);
    this.#entry.note(
      words.length === 0 ? 'Settings are set back.' : `Settings are being changed: ${words.join(', ')}.`,
    );
    await this.#save({ settings });
  }

  async #record(when: 'before' | 'after', note: string): Promise<void> {
    const { cluster, request } = this.#prepared;
    const ids = await this.#parts.record(cluster.name, request.server, note, this.#options.signal);
    this.#records[when].push(...ids);
    this.#notes.push(ids.length === 0 ? `No record was made of ${request.server}.` : `Recorded: ${ids.join(', ')}.`);
  }

  async #load(): Promise<LoadResult> {
    const { request, cluster, state, model, preview, stream } = this.#prepared;
    const { signal, onEvent } = this.#options;
    const input: DumpInput =
      request.file === null
        ? { kind: 'stream', stream: streamOf(stream), name: preview.file }
        : { kind: 'file', path: request.file };
    return this.#parts.work.load(
      {
        id: state.id,
        input,
        target: this.#parts.target(cluster, request.server),
        lanes: preview.parallel,
        database: state.database,
        logged: state.logged,
        keepsMarks: state.keepsMarks,
        inOrder: isInOrder(model),
        lockWaitSeconds,
        overwritten: state.overwritten ?? [],
        skipErrors: request.skipErrors,
        model,
      },
      {
        onLoaded: () => {
          this.#isLoaded = true;
          return this.#save({ outcome: 'done' });
        },
        onSkipped: (_skip, statement) => this.#skips.add(statement),
        onWarnings: (rows, place, counted) => this.#warnings.add(rows, place, counted),
        onEvent,
      },
      signal,
    );
  }

  /** The rows are there: whatever can't be done now is said, and changes nothing about that. */
  async #lookAfter({ tables: loaded }: LoadResult): Promise<Afterwards> {
    const { request, state, model, version } = this.#prepared;
    const { signal, onEvent } = this.#options;
    try {
      const session = await this.#open(signal);
      try {
        return await lookAfter(session, {
          ...{ loaded, model, database: state.database, signal, monotonic: this.#parts.monotonic },
          analyze: request.analyze ?? true,
          checksum: request.checksum ?? false,
          gtidsOn: request.applyGtids === true ? version : null,
          tell: (text) => onEvent({ kind: 'note', text }),
        });
      } finally {
        await session.close();
      }
    } catch (error) {
      const tables = loaded.map(({ schema, name, rows }) => ({
        ...{ schema, name, rows: null, dumped: rows, finished: true, checksum: null },
      }));
      return { ...nothingAfter, tables, notes: [`What comes after the rows was not done: ${reportOf(error).message}`] };
    }
  }

  #result(outcome: ImportOutcome, loaded: LoadResult, after: Afterwards, error: unknown): ImportResult {
    const { id, keepsMarks } = this.#state;
    const { rows, dataBytes, ms, skipped } = loaded;
    const { tables, analyzed, gtids } = after;
    const result: ImportResult = {
      ...{ outcome, importId: id, tables, rows, dataBytes, ms, skipped, analyzed, gtids },
      warnings: this.#warnings.all(),
      notes: [...this.#notes, ...this.#skips.notes, ...untold(this.#warnings), ...after.notes],
      resumable: outcome !== 'done' && keepsMarks && !this.#isLoaded,
      error: error === null ? null : reportOf(error),
    };
    const unwritten = this.#entry.end(result, this.#records);
    return unwritten === null ? result : { ...result, notes: [...result.notes, unwritten] };
  }
}

const neverCancelled = new AbortController().signal;

const nothingLoaded: LoadResult = { tables: [], skipped: [], rows: 0, dataBytes: 0, ms: 0 };

const nothingAfter: Afterwards = { tables: [], analyzed: 0, gtids: null, notes: [] };

function untold({ untold: count }: WarningLog): readonly string[] {
  return count === 0 ? [] : [`The server counted ${String(count)} more warnings than it told (max_error_count).`];
}

function streamOf(stream: Readable | null): Readable {
  if (stream === null) throw new SignalboxError('bad-usage', 'There is nothing on standard input.');
  return stream;
}
