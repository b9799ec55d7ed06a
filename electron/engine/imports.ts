import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { parseAddress } from '../../shared/domain/address.ts';
import type { ClusterConfiguration } from '../../shared/domain/configuration.ts';
import { reportOf, SignalboxError } from '../../shared/domain/errors.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { GuardResult } from '../../shared/guards/verdict.ts';
import type { ImportEvent, QualifiedName } from '../../shared/import/import-events.ts';
import type {
  ImportedTable,
  ImportOutcome,
  ImportPreview,
  ImportRequest,
  ImportResult,
} from '../../shared/import/import-view.ts';
import type { Acceptance } from '../../shared/plans/preview.ts';
import type { ByteSession, Session } from './connections/session.ts';
import type { Programs } from './journal/program.ts';
import { countRows } from './import/count-rows.ts';
import type { DumpModel } from './import/dump/dump-model.ts';
import { Inventory } from './import/dump/inventory.ts';
import { assertSameFile, identityOfFile, readState, saveState, type ImportState } from './import-state.ts';
import { SkippedFile } from './import/skipped-file.ts';
import { loadDump } from './import/load/load-dump.ts';
import type { LoadResult } from './import/load/load-request.ts';
import { describeDump, dumpInLines } from './import/preflight/describe-dump.ts';
import { inspectDump } from './import/preflight/inspect-dump.ts';
import { judgeImport } from './import/preflight/judge-import.ts';
import { readTarget } from './import/preflight/read-target.ts';
import type { DumpInput } from './import/sources/dump-source.ts';
import { openDump } from './import/sources/open-dump.ts';

export interface ImportsParts {
  /** @throws SignalboxError `cluster-unknown` */
  readonly cluster: (name: string) => Promise<ClusterConfiguration>;
  /** A session on a server by the cluster's account, bounded in time. */
  readonly open: (cluster: ClusterConfiguration, server: ServerId, signal: AbortSignal) => Promise<ByteSession>;
  readonly now: () => number; // epoch ms
  readonly monotonic: () => number; // ms
  readonly programs: Programs;
  /** Where states and skipped statements are kept. */
  readonly folder: string;
  readonly withAcceptances: (guards: readonly GuardResult[], accept: readonly Acceptance[]) => readonly GuardResult[];
  /** Writes the server down in the journal; a server that is not of the cluster's map is left out. */
  readonly record: (cluster: string, server: ServerId, note: string, signal: AbortSignal) => Promise<readonly string[]>;
}

export interface RunImport {
  readonly importId: string;
  readonly accept: readonly Acceptance[];
  /** The cluster's name as it was typed; null: not typed. */
  readonly confirm: string | null;
  readonly signal: AbortSignal;
  /** Nothing is in its way any more: it begins. */
  readonly onBegun?: () => void;
  readonly onEvent: (event: ImportEvent) => void;
}

interface Prepared {
  readonly request: ImportRequest;
  readonly cluster: ClusterConfiguration;
  readonly state: ImportState;
  readonly model: DumpModel | null;
  readonly guards: readonly GuardResult[];
  readonly stream: Readable | null;
  readonly preview: ImportPreview;
}

const readWithinMs = 10_000; // ms
const countWithinMs = 600_000; // ms
const usualLanes = 4;
const mostLanes = 64;

/** Rehearses and runs imports of dumps. */
export class Imports {
  readonly #parts: ImportsParts;
  readonly #prepared = new Map<string, Prepared>();

  constructor(parts: ImportsParts) {
    this.#parts = parts;
  }

  /**
   * Looks the dump through, and at the server; changes nothing. `stream`: standard input, for a request without a file.
   * @throws SignalboxError as opening and reading a dump does, `cluster-unknown`, `import-changed`, `server-…`.
   */
  async prepare(
    request: ImportRequest,
    stream: Readable | null,
    onRead: (readBytes: number, storedBytes: number | null) => void,
    signal: AbortSignal,
  ): Promise<ImportPreview> {
    const cluster = await this.#parts.cluster(request.cluster);
    const file = request.file === null ? null : await identityOfFile(request.file);
    const state = await this.#stateFor(request, file);
    assertSameFile(state.file, file);
    const model = request.file === null ? null : await this.#inspect(request.file, onRead, signal);
    const guards = await this.#judge({ ...request, database: state.database }, cluster, model, signal);
    const preview = this.#previewOf(request, cluster, state, model, guards);
    this.#prepared.set(state.id, { request, cluster, state, model, guards, stream, preview });
    return preview;
  }

  /**
   * Runs a rehearsed import. What it comes to is in the result, also an error.
   * @throws SignalboxError `plan-unknown`, `confirmation-needed`.
   */
  async run({ importId, accept, confirm, signal, onBegun, onEvent }: RunImport): Promise<ImportResult> {
    const prepared = this.#prepared.get(importId);
    if (prepared === undefined)
      throw new SignalboxError('plan-unknown', 'This import is not known any more: check again.');
    const { cluster } = prepared;
    const guards = this.#parts.withAcceptances(prepared.guards, [...prepared.request.accept, ...accept]);
    assertAccepted(guards, cluster, confirm);
    this.#prepared.delete(importId);
    onBegun?.();
    return this.#load(prepared, onEvent, signal);
  }

  async #stateFor(request: ImportRequest, file: ImportState['file']): Promise<ImportState> {
    if (request.resume !== null) return unfinished(await readState(this.#parts.folder, request.resume), request);
    const day = new Date(this.#parts.now()).toISOString().slice(0, 16).replaceAll(/[-:T]/g, '');
    return {
      schema: 1,
      id: `${day}_${randomBytes(2).toString('hex')}`,
      cluster: request.cluster,
      server: request.server,
      file,
      database: request.database,
      logged: request.logged,
      keepsMarks: request.keepsMarks,
      startedAt: this.#parts.now(),
      outcome: 'running',
    };
  }

  async #inspect(
    path: string,
    onRead: (readBytes: number, storedBytes: number | null) => void,
    signal: AbortSignal,
  ): Promise<DumpModel> {
    const source = await openDump({ kind: 'file', path }, { signal });
    return inspectDump(source, { signal, onProgress: () => onRead(source.readBytes, source.storedBytes) });
  }

  async #judge(
    request: ImportRequest,
    cluster: ClusterConfiguration,
    model: DumpModel | null,
    signal: AbortSignal,
  ): Promise<readonly GuardResult[]> {
    const session = await this.#parts.open(cluster, request.server, signal);
    const known = model ?? new Inventory().model();
    try {
      const { database } = request;
      const target = await readTarget(session, known, { database, withinMs: readWithinMs, signal });
      const question = {
        server: request.server,
        database,
        environment: cluster.environment,
        logged: request.logged,
        applyGtids: false,
        overwrite: false,
        progressTable: request.keepsMarks,
      };
      const judged = judgeImport(known, target, question);
      const isAsked = request.resume === null ? always : isNotOfOwnDoing;
      const found = judged.filter(isAsked);
      const guards = model === null ? [...found.filter(isOfServer), unread(request.server)] : found;
      return this.#parts.withAcceptances(guards, request.accept);
    } finally {
      await session.close();
    }
  }

  #previewOf(
    request: ImportRequest,
    cluster: ClusterConfiguration,
    state: ImportState,
    model: DumpModel | null,
    guards: readonly GuardResult[],
  ): ImportPreview {
    const tables = model?.tables ?? [];
    return {
      importId: state.id,
      cluster: cluster.name,
      environment: cluster.environment,
      server: request.server,
      file: request.file ?? 'standard input',
      contents: model === null ? [] : dumpInLines(describeDump(model), null),
      tables: tables.length,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      dataBytes: tables.reduce((sum, { dataBytes }) => sum + dataBytes, 0),
      each: tables.map(({ schema, name, rows, dataBytes }) => ({ schema, name, rows, dataBytes })),
      parallel: lanesFor(request),
      guards,
      runnable: guards.every(
        ({ verdict, accepted }) => verdict !== 'block' && (verdict !== 'loss' || accepted !== null),
      ),
    };
  }

  async #load(prepared: Prepared, onEvent: (event: ImportEvent) => void, signal: AbortSignal): Promise<ImportResult> {
    const { cluster, request, state, model } = prepared;
    const { folder, programs } = this.#parts;
    const notes: string[] = [];
    const save = (outcome: ImportState['outcome']): Promise<void> =>
      saveState(folder, { ...state, program: programs.self(), outcome });
    const record = async (note: string): Promise<void> => {
      const ids = await this.#parts.record(cluster.name, request.server, note, signal);
      notes.push(ids.length === 0 ? `No record was made of ${request.server}.` : `Recorded: ${ids.join(', ')}.`);
    };
    await save('running');
    await record(`before the import ${state.id} of ${prepared.preview.file}`);
    const skips = new SkippedFile(folder, state.id);
    const seen = new Map<string, QualifiedName & { rows: number }>();
    try {
      const loaded = await this.#loadRows(prepared, { onEvent, signal, skips });
      for (const table of loaded.tables) seen.set(keyOf(table), table);
      const tables = await this.#count(prepared, loaded, signal);
      await save('done');
      await record(`after the import ${state.id} of ${prepared.preview.file}`);
      const result = resultOf('done', state, loaded, { tables, notes: [...notes, ...skips.notes], error: null });
      return { ...result, notes: [...result.notes, ...differing(tables)] };
    } catch (error) {
      const outcome = error instanceof SignalboxError && error.code === 'cancelled' ? 'cancelled' : 'stopped';
      await save(outcome);
      const nothing: LoadResult = { tables: [], skipped: [], rows: 0, dataBytes: 0, ms: 0 };
      const tables = (model?.tables ?? []).map(({ schema, name, rows }) => ({
        ...{ schema, name, rows: null, dumped: rows, finished: false },
      }));
      return resultOf(outcome, state, nothing, { tables, notes: [...notes, ...skips.notes], error: reportOf(error) });
    } finally {
      await skips.close();
    }
  }

  async #loadRows(
    { cluster, request, state, model, stream }: Prepared,
    { onEvent, signal, skips }: { onEvent: (event: ImportEvent) => void; signal: AbortSignal; skips: SkippedFile },
  ): Promise<LoadResult> {
    const input: DumpInput =
      request.file === null
        ? { kind: 'stream', stream: streamOf(stream), name: 'standard input' }
        : { kind: 'file', path: request.file };
    return loadDump({
      id: state.id,
      source: await openDump(input, { signal }),
      open: () => this.#parts.open(cluster, request.server, signal),
      lanes: lanesFor(request),
      database: state.database,
      logged: state.logged,
      keepsMarks: state.keepsMarks,
      inOrder: model !== null && model.shape.kind === 'other' && model.maker === null,
      skipErrors: new Set(request.skipErrors),
      referenced: (table) => referencesTo(model, table),
      onSkipped: (_skip, statement) => skips.add(statement),
      onEvent,
      monotonic: this.#parts.monotonic,
      signal,
    });
  }

  /** What the server has, beside what the dump says. */
  async #count(
    { cluster, request, model }: Prepared,
    loaded: LoadResult,
    signal: AbortSignal,
  ): Promise<readonly ImportedTable[]> {
    const dumped = new Map((model?.tables ?? loaded.tables).map((table) => [keyOf(table), table.rows]));
    const session: Session = await this.#parts.open(cluster, request.server, signal);
    try {
      const tables: ImportedTable[] = [];
      for (const { schema, name, rows } of loaded.tables) {
        const count = await countRows(session, { schema, name }, countWithinMs).catch(() => null);
        tables.push({ schema, name, rows: count, dumped: dumped.get(keyOf({ schema, name })) ?? rows, finished: true });
      }
      return tables;
    } finally {
      await session.close();
    }
  }
}

/** @throws SignalboxError `bad-usage` */
function unfinished(state: ImportState, { server }: ImportRequest): ImportState {
  if (state.outcome === 'done') throw new SignalboxError('bad-usage', `The import ${state.id} is done.`);
  if (state.server !== server)
    throw new SignalboxError('bad-usage', `The import ${state.id} went to ${state.server}, not to ${server}.`);
  if (!state.keepsMarks)
    throw new SignalboxError('bad-usage', `The import ${state.id} kept no marks of what was done: begin anew.`);
  return state;
}

function resultOf(
  outcome: ImportOutcome,
  { id, keepsMarks }: ImportState,
  { rows, dataBytes, ms, skipped }: LoadResult,
  more: Pick<ImportResult, 'tables' | 'notes' | 'error'>,
): ImportResult {
  return { outcome, importId: id, rows, dataBytes, ms, skipped, resumable: outcome !== 'done' && keepsMarks, ...more };
}

function differing(tables: readonly ImportedTable[]): readonly string[] {
  return tables
    .filter(({ rows, dumped }) => rows !== null && rows !== dumped)
    .map(
      ({ schema, name, rows, dumped }) =>
        `${schema === null ? '' : `${schema}.`}${name} has ${String(rows)} rows, the dump ${String(dumped)}.`,
    );
}

function lanesFor({ parallel, server }: ImportRequest): number {
  const isHere = ['127.0.0.1', 'localhost', '::1'].includes(parseAddress(server).host);
  return Math.min(mostLanes, Math.max(1, parallel ?? (isHere ? availableParallelism() : usualLanes)));
}

function referencesTo(model: DumpModel | null, table: QualifiedName): readonly (readonly string[])[] {
  return (model?.tables ?? []).flatMap(({ definition }) =>
    (definition?.references ?? []).flatMap((reference) =>
      keyOf(reference.table) === keyOf(table) ? [reference.columns] : [],
    ),
  );
}

function keyOf({ schema, name }: QualifiedName): string {
  return JSON.stringify([schema, name]);
}

function streamOf(stream: Readable | null): Readable {
  if (stream === null) throw new SignalboxError('bad-usage', 'There is nothing on standard input.');
  return stream;
}

function assertAccepted(guards: readonly GuardResult[], cluster: ClusterConfiguration, confirm: string | null): void {
  const objection = guards.find(
    ({ verdict, accepted }) => verdict === 'block' || (verdict === 'loss' && accepted === null),
  );
  if (objection !== undefined) throw new SignalboxError('refused-by-guard', objection.message);
  const needsName = guards.some(({ verdict }) => verdict === 'loss') || cluster.environment === 'production';
  if (needsName && confirm !== cluster.name)
    throw new SignalboxError('confirmation-needed', `Type the cluster’s name, ${cluster.name}, to begin.`);
}

const always = (): boolean => true;

/** About the server alone, whatever the dump is. */
function isOfServer({ code }: GuardResult): boolean {
  return ['import-running-replica', 'import-read-only', 'import-production-master', 'import-logged'].includes(code);
}

/** An import that goes on finds what it has made itself. */
function isNotOfOwnDoing({ code }: GuardResult): boolean {
  return !['import-rows-dropped', 'import-rows-added', 'import-table-exists', 'import-database-missing'].includes(code);
}

function unread(server: ServerId): GuardResult {
  return {
    code: 'import-not-inspected',
    server,
    verdict: 'loss',
    message: 'Standard input can be read only once: what is in it, and which tables it drops, is not known beforehand.',
    cure: 'Give a file to have it looked through first.',
    accepted: null,
  };
}
