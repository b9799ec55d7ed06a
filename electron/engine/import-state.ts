import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { JournalledProgram } from '../../shared/domain/journal.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { ChangedSetting } from '../../shared/import/changed-settings.ts';
import type { QualifiedName } from '../../shared/import/import-events.ts';
import type { AskedOfImport } from '../../shared/import/running-import.ts';
import { writeAtomically } from './configuration/atomic-file.ts';

/** What is kept on this machine of an import, so that it can be gone on with. Holds no secrets. */
export interface ImportState {
  readonly schema: 1;
  readonly id: string;
  readonly cluster: string;
  readonly server: ServerId;
  /** null: standard input. */
  readonly file: FileIdentity | null;
  readonly database: string | null;
  readonly logged: boolean;
  readonly keepsMarks: boolean;
  /** Tables that were in the way when it was looked through first, and that it drops; none where left out. */
  readonly overwritten?: readonly QualifiedName[];
  /** In its last run; not kept by earlier versions. */
  readonly asked?: AskedOfImport;
  readonly startedAt: number; // epoch ms
  readonly outcome: 'running' | 'done' | 'stopped' | 'cancelled';
  /** Which runs it, or ran it last. */
  readonly program?: JournalledProgram;
  /** Its last run in the journal. */
  readonly operation?: string;
  /** Server-wide settings that are changed, or about to be, and not set back yet. */
  readonly settings?: readonly ChangedSetting[];
}

/** The same file has the same of all of these. */
export interface FileIdentity {
  readonly path: string;
  readonly size: number; // bytes
  readonly changedAt: number; // epoch ms
}

/** @throws SignalboxError `dump-unreadable` */
export async function identityOfFile(path: string): Promise<FileIdentity> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, size, changedAt: Math.round(mtimeMs) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SignalboxError('dump-unreadable', `${path} can’t be read: ${why}`, { details: { path }, cause });
  }
}

export async function saveState(folder: string, state: ImportState): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeAtomically(pathOfState(folder, state.id), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}

/** @throws SignalboxError `bad-usage` where nothing is known of it. */
export async function readState(folder: string, id: string): Promise<ImportState> {
  const known = /^[a-z0-9_]{1,40}$/.test(id) ? await readFile(pathOfState(folder, id), 'utf8').catch(() => null) : null;
  if (known === null) throw new SignalboxError('bad-usage', `There is no import ${id} on this machine.`);
  return JSON.parse(known) as ImportState;
}

/** Every import that this machine knows of. What can't be read is left out. */
export async function allStates(folder: string): Promise<readonly ImportState[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const states = await Promise.all(ids.map((id) => readState(folder, id).catch(() => null)));
  return states.filter((state) => state !== null);
}

/** Whether tables that were in its way are dropped by it. */
export function overwrites({ overwritten = [] }: Pick<ImportState, 'overwritten'>): boolean {
  return overwritten.length > 0;
}

/** @throws SignalboxError `import-changed` */
export function assertSameFile(before: FileIdentity | null, now: FileIdentity | null): void {
  if (before === null || now === null) return;
  if (before.size === now.size && before.changedAt === now.changedAt) return;
  throw new SignalboxError(
    'import-changed',
    `${now.path} is not the file with which this import began: its size or the time of its last change differs.`,
    { details: { path: now.path } },
  );
}

export function pathOfState(folder: string, id: string): string {
  return join(folder, `${id}.json`);
}
