import type { Readable } from 'node:stream';
import type { ClusterConfiguration } from '../../shared/domain/configuration.ts';
import type { ServerId, Version } from '../../shared/domain/server.ts';
import type { GuardResult } from '../../shared/guards/verdict.ts';
import type { QualifiedName } from '../../shared/import/import-events.ts';
import type { ImportPreview, ImportRequest } from '../../shared/import/import-view.ts';
import type { ByteSession } from './connections/session.ts';
import { isInOrder, type DumpModel } from './import/dump/dump-model.ts';
import { Inventory } from './import/dump/inventory.ts';
import { describeDump, dumpInLines } from './import/preflight/describe-dump.ts';
import { judgeImport, overwrittenBy } from './import/preflight/judge-import.ts';
import { readTarget } from './import/preflight/read-target.ts';
import { lanesFor } from './import-lanes.ts';
import type { ImportState } from './import-state.ts';

/** An import as it was rehearsed. */
export interface PreparedImport {
  readonly request: ImportRequest;
  readonly cluster: ClusterConfiguration;
  readonly state: ImportState;
  /** null: standard input, which was not looked through. */
  readonly model: DumpModel | null;
  readonly guards: readonly GuardResult[];
  readonly version: Version;
  readonly stream: Readable | null;
  readonly preview: ImportPreview;
}

export interface Judged {
  readonly guards: readonly GuardResult[];
  readonly version: Version;
  readonly overwritten: readonly QualifiedName[];
}

const readWithinMs = 10_000; // ms

/**
 * Asks the server, and answers every question before an import; nothing is accepted yet. `version`: of the server;
 * `overwritten`: the tables that are in the way and are to be dropped first.
 * @throws SignalboxError as opening a session does, and `readTarget`.
 */
export async function judge(
  request: ImportRequest,
  { environment }: ClusterConfiguration,
  {
    model,
    open,
    signal,
  }: {
    readonly model: DumpModel | null;
    readonly open: () => Promise<ByteSession>;
    readonly signal: AbortSignal;
  },
): Promise<Judged> {
  const session = await open();
  const known = model ?? new Inventory().model();
  try {
    const { server, database, logged, keepsMarks, resume } = request;
    const target = await readTarget(session, known, { database, withinMs: readWithinMs, signal });
    const question = {
      ...{ server, database, environment, logged, applyGtids: request.applyGtids ?? false },
      overwrite: request.overwrite ?? false,
      progressTable: keepsMarks,
      speed: request.speed ?? [],
    };
    const judged = judgeImport(known, target, question);
    const found = resume === null ? judged : judged.filter(isNotOfOwnDoing);
    const guards = model === null ? [...found.filter(isOfServer), unread(server)] : found;
    return { guards, version: target.version, overwritten: overwrittenBy(known, target, question) };
  } finally {
    await session.close();
  }
}

export function previewOf({ request, cluster, state, model, guards }: Omit<PreparedImport, 'preview'>): ImportPreview {
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
    parallel: isInOrder(model) ? 1 : lanesFor(request),
    keepsMarks: state.keepsMarks,
    guards,
    runnable: guards.every(({ verdict, accepted }) => verdict !== 'block' && (verdict !== 'loss' || accepted !== null)),
  };
}

const ofServer = [
  'import-running-replica',
  'import-read-only',
  'import-production-master',
  'import-logged',
  'import-durability',
  'import-redo-log',
];

/** About the server alone, whatever the dump is. */
function isOfServer({ code }: GuardResult): boolean {
  return ofServer.includes(code);
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
