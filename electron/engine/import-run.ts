import type { Readable } from 'node:stream';
import { reportOf, SignalboxError } from '../../shared/domain/errors.ts';
import type { ImportEvent } from '../../shared/import/import-events.ts';
import type { ImportedTable, ImportOutcome, ImportResult } from '../../shared/import/import-view.ts';
import type { ByteSession } from './connections/session.ts';
import { countTables, differingCounts } from './import/afterwards/count-tables.ts';
import { isInOrder } from './import/dump/dump-model.ts';
import { loadDump } from './import/load/load-dump.ts';
import type { LoadResult } from './import/load/load-request.ts';
import { OwnSettings } from './import/settings/own-settings.ts';
import { SkippedFile } from './import/skipped-file.ts';
import type { DumpInput } from './import/sources/dump-source.ts';
import { openDump } from './import/sources/open-dump.ts';
import { referencesTo } from './import/table/references-to.ts';
import type { PreparedImport } from './import-rehearsal.ts';
import type { ImportSettings } from './import-settings.ts';
import { saveState, type ImportState } from './import-state.ts';
import type { ImportsParts } from './imports.ts';

/** A statement waits no longer for a lock of another session. */
const lockWaitSeconds = 600; // s

export type ImportRunParts = Pick<ImportsParts, 'open' | 'monotonic' | 'folder' | 'record' | 'programs'> & {
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
  readonly #notes: string[] = [];
  #state: ImportState;
  /** Everything is there, so that there is nothing to go on with, whatever comes of counting it. */
  #isLoaded = false;

  constructor(parts: ImportRunParts, prepared: PreparedImport, options: ImportRunOptions) {
    this.#parts = parts;
    this.#prepared = prepared;
    this.#options = options;
    this.#skips = new SkippedFile(parts.folder, prepared.state.id);
    this.#state = prepared.state;
    const { id, server, settings = [] } = prepared.state;
    this.#settings = new OwnSettings(
      {
        server,
        open: () => this.#open(neverCancelled),
        keep: (changed) => this.#save({ settings: changed }),
        others: (which) => parts.settings.changedOn(server, { except: id, which }),
      },
      settings,
    );
  }

  /** An error that ends it is in the result. */
  async run(): Promise<ImportResult> {
    const { state, preview } = this.#prepared;
    await this.#save({ outcome: 'running', program: this.#parts.programs.self() });
    await this.#record(`before the import ${state.id} of ${preview.file}`);
    try {
      this.#notes.push(...(await this.#settings.relax(this.#prepared.request.speed ?? [])));
      const loaded = await this.#load();
      this.#notes.push(...(await this.#settings.restore()));
      const tables = await this.#count(loaded);
      await this.#save({ outcome: 'done' });
      await this.#record(`after the import ${state.id} of ${preview.file}`);
      const notes = [...this.#notes, ...this.#skips.notes, ...differingCounts(tables)];
      return resultOf('done', state, loaded, { tables, notes, error: null });
    } catch (error) {
      return await this.#ended(error);
    } finally {
      await this.#skips.close();
    }
  }

  async #ended(error: unknown): Promise<ImportResult> {
    const { state, model } = this.#prepared;
    const outcome = error instanceof SignalboxError && error.code === 'cancelled' ? 'cancelled' : 'stopped';
    this.#notes.push(...(await this.#settings.restore()));
    await this.#save({ outcome: this.#isLoaded ? 'done' : outcome });
    const tables = (model?.tables ?? []).map(({ schema, name, rows }) => ({
      ...{ schema, name, rows: null, dumped: rows, finished: false },
    }));
    const notes = [...this.#notes, ...this.#skips.notes];
    const result = resultOf(outcome, state, nothingLoaded, { tables, notes, error: reportOf(error) });
    return { ...result, resumable: result.resumable && !this.#isLoaded };
  }

  #save(change: Partial<ImportState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    return saveState(this.#parts.folder, this.#state);
  }

  #open(signal: AbortSignal): Promise<ByteSession> {
    const { cluster, request } = this.#prepared;
    return this.#parts.open(cluster, request.server, signal);
  }

  async #record(note: string): Promise<void> {
    const { cluster, request } = this.#prepared;
    const ids = await this.#parts.record(cluster.name, request.server, note, this.#options.signal);
    this.#notes.push(ids.length === 0 ? `No record was made of ${request.server}.` : `Recorded: ${ids.join(', ')}.`);
  }

  async #load(): Promise<LoadResult> {
    const { request, state, model, preview, stream } = this.#prepared;
    const { signal, onEvent } = this.#options;
    const input: DumpInput =
      request.file === null
        ? { kind: 'stream', stream: streamOf(stream), name: preview.file }
        : { kind: 'file', path: request.file };
    return loadDump({
      id: state.id,
      source: await openDump(input, { signal }),
      open: () => this.#open(signal),
      lanes: preview.parallel,
      database: state.database,
      logged: state.logged,
      keepsMarks: state.keepsMarks,
      inOrder: isInOrder(model),
      lockWaitSeconds,
      onLoaded: () => {
        this.#isLoaded = true;
        return this.#save({ outcome: 'done' });
      },
      skipErrors: new Set(request.skipErrors),
      referenced: (table) => referencesTo(model, table),
      onSkipped: (_skip, statement) => this.#skips.add(statement),
      onEvent,
      monotonic: this.#parts.monotonic,
      signal,
    });
  }

  async #count(loaded: LoadResult): Promise<readonly ImportedTable[]> {
    const session = await this.#open(this.#options.signal);
    try {
      return await countTables(session, loaded.tables, this.#prepared.model);
    } finally {
      await session.close();
    }
  }
}

const neverCancelled = new AbortController().signal;

const nothingLoaded: LoadResult = { tables: [], skipped: [], rows: 0, dataBytes: 0, ms: 0 };

function resultOf(
  outcome: ImportOutcome,
  { id, keepsMarks }: ImportState,
  { rows, dataBytes, ms, skipped }: LoadResult,
  more: Pick<ImportResult, 'tables' | 'notes' | 'error'>,
): ImportResult {
  return { outcome, importId: id, rows, dataBytes, ms, skipped, resumable: outcome !== 'done' && keepsMarks, ...more };
}

function streamOf(stream: Readable | null): Readable {
  if (stream === null) throw new SignalboxError('bad-usage', 'There is nothing on standard input.');
  return stream;
}
