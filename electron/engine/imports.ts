import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ClusterConfiguration } from '../../shared/domain/configuration.ts';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { GuardResult } from '../../shared/guards/verdict.ts';
import type { LeftSettings, RestoredSetting } from '../../shared/import/changed-settings.ts';
import type { ImportEvent } from '../../shared/import/import-events.ts';
import type { ImportPreview, ImportRequest, ImportResult } from '../../shared/import/import-view.ts';
import type { AskedOfImport } from '../../shared/import/running-import.ts';
import type { Acceptance } from '../../shared/plans/preview.ts';
import type { ByteSession, ConnectionTarget } from './connections/session.ts';
import { isInOrder } from './import/dump/dump-model.ts';
import type { Programs } from './journal/program.ts';
import { judge, previewOf, type PreparedImport } from './import-rehearsal.ts';
import type { ImportWork, OnRead } from './import/work/import-work.ts';
import type { ImportJournal } from './import-entry.ts';
import { ImportRun } from './import-run.ts';
import { ImportSettings } from './import-settings.ts';
import { assertSameFile, identityOfFile, overwrites, readState, type ImportState } from './import-state.ts';

export interface ImportsParts {
  /** @throws SignalboxError `cluster-unknown` */
  readonly cluster: (name: string) => Promise<ClusterConfiguration>;
  /** How to log in to a server by the cluster's account. */
  readonly target: (cluster: ClusterConfiguration, server: ServerId) => ConnectionTarget;
  /** Reads whole dumps. */
  readonly work: ImportWork;
  /** A session on a server by the cluster's account, bounded in time. */
  readonly open: (cluster: ClusterConfiguration, server: ServerId, signal: AbortSignal) => Promise<ByteSession>;
  readonly now: () => number; // epoch ms
  readonly monotonic: () => number; // ms
  readonly programs: Programs;
  readonly journal: ImportJournal;
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

/** Rehearses and runs imports of dumps. */
export class Imports {
  readonly #parts: ImportsParts;
  readonly #settings: ImportSettings;
  readonly #prepared = new Map<string, PreparedImport>();

  constructor(parts: ImportsParts) {
    this.#parts = parts;
    this.#settings = new ImportSettings(parts);
  }

  /**
   * Looks the dump through, and at the server; changes nothing. `stream`: standard input, for a request without a file.
   * @throws SignalboxError as opening and reading a dump does, `cluster-unknown`, `import-changed`, `server-…`.
   */
  async prepare(
    request: ImportRequest,
    stream: Readable | null,
    onRead: OnRead,
    signal: AbortSignal,
  ): Promise<ImportPreview> {
    const cluster = await this.#parts.cluster(request.cluster);
    if (request.applyGtids === true && request.file === null)
      throw new SignalboxError('bad-usage', 'The GTIDs of standard input are not known beforehand: give a file.');
    if (request.overwrite === true && request.file === null)
      throw new SignalboxError('bad-usage', 'Which tables standard input would overwrite is not known: give a file.');
    const file = request.file === null ? null : await identityOfFile(request.file);
    const begun = await this.#stateFor(request, file);
    assertSameFile(begun.file, file);
    const model = request.file === null ? null : await this.#parts.work.lookThrough(request.file, onRead, signal);
    const looked = { ...begun, asked: askedIn(request), keepsMarks: begun.keepsMarks && !isInOrder(model) };
    const open = (): Promise<ByteSession> => this.#parts.open(cluster, request.server, signal);
    const { database, keepsMarks } = looked;
    const overwrite = request.resume === null ? request.overwrite : overwrites(begun);
    const asked = { ...request, database, keepsMarks, overwrite };
    const { guards: answers, version, overwritten } = await judge(asked, cluster, { model, open, signal });
    const state = request.resume === null ? { ...looked, overwritten } : looked;
    const guards = this.#parts.withAcceptances(answers, request.accept);
    const rehearsed = { request, cluster, state, model, guards, version, stream };
    const preview = previewOf(rehearsed);
    this.#prepared.set(state.id, { ...rehearsed, preview });
    return preview;
  }

  /**
   * Runs a rehearsed import. What it comes to is in the result, also an error.
   * @throws SignalboxError `plan-unknown`, `confirmation-needed`, `journal-unwritable`.
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
    return new ImportRun(
      { ...this.#parts, settings: this.#settings },
      { ...prepared, guards },
      { signal, onEvent },
    ).run();
  }

  /** Server-wide settings that an import has changed and nobody sets back any more by itself. */
  leftSettings(): Promise<readonly LeftSettings[]> {
    return this.#settings.left();
  }

  /** @throws SignalboxError as `ImportSettings.restore`. */
  restoreSettings(server: ServerId, signal: AbortSignal): Promise<readonly RestoredSetting[]> {
    return this.#settings.restore(server, signal);
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
}

function askedIn({ parallel, skipErrors, analyze, checksum, applyGtids }: ImportRequest): AskedOfImport {
  return {
    ...{ parallel, skipErrors, analyze: analyze ?? true },
    ...{ checksum: checksum ?? false, applyGtids: applyGtids ?? false },
  };
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

function assertAccepted(guards: readonly GuardResult[], cluster: ClusterConfiguration, confirm: string | null): void {
  const objection = guards.find(
    ({ verdict, accepted }) => verdict === 'block' || (verdict === 'loss' && accepted === null),
  );
  if (objection !== undefined) throw new SignalboxError('refused-by-guard', objection.message);
  const needsName = guards.some(({ verdict }) => verdict === 'loss') || cluster.environment === 'production';
  if (needsName && confirm !== cluster.name)
    throw new SignalboxError('confirmation-needed', `Type the cluster’s name, ${cluster.name}, to begin.`);
}
