import { open, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ClusterConfiguration, Configuration } from '../../../shared/domain/configuration.ts';
import { SignalboxError } from '../../../shared/domain/errors.ts';
import { writeAtomically } from './atomic-file.ts';
import { makeFolder } from './make-folder.ts';
import { editConfiguration } from './edit-configuration.ts';
import type { ConfigurationEdit } from './edit-configuration.ts';
import { parseConfiguration } from './parse-configuration.ts';

const largestFile = 1024 * 1024; // bytes
const mostAttempts = 5;

/** What was read, with what a rewrite has to keep. */
interface FileState {
  readonly text: string;
  readonly mode: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** The configuration file: reads it anew each time, and edits it without losing comments, order or others' changes. */
export class ConfigurationFile {
  readonly path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Without a file there are no clusters, and `path` is null.
   * @throws SignalboxError `config-invalid`, `config-plain-password`, `config-unreadable`.
   */
  async read(): Promise<Configuration> {
    const state = await readState(this.path);
    if (state === null) return { path: null, clusters: [] };
    return parseConfiguration(state.text, this.path).configuration;
  }

  /** @throws SignalboxError as `read`, and `config-exists`, `config-unwritable`. */
  add(cluster: ClusterConfiguration): Promise<void> {
    return this.#edit({ kind: 'add', cluster });
  }

  /** @throws SignalboxError as `add`, and `cluster-unknown`. */
  update(name: string, cluster: ClusterConfiguration): Promise<void> {
    return this.#edit({ kind: 'update', name, cluster });
  }

  /** @throws SignalboxError as `update`. */
  remove(name: string): Promise<void> {
    return this.#edit({ kind: 'remove', name });
  }

  /** One edit after another, so that none of this program is lost. */
  #edit(edit: ConfigurationEdit): Promise<void> {
    const done = this.#last.then(() => this.#apply(edit));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** An edit that finds the file changed since it was read is made again on the new text. */
  async #apply(edit: ConfigurationEdit): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const before = await readState(this.path);
      const text = editConfiguration(before?.text ?? '', this.path, edit);
      const now = await readState(this.path);
      if (now?.text === before?.text) {
        await writeState(this.path, { mode: 0o600, ...before, text });
        return;
      }
    }
    throw new SignalboxError('config-unwritable', `${this.path} is being changed by another program: try again.`);
  }
}

/** null when there is no file. Refuses what is no text file. */
async function readState(path: string): Promise<FileState | null> {
  try {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw unreadable(path, 'it is not a regular file');
      if (stats.size > largestFile) throw unreadable(path, 'it is larger than 1 MiB');
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile());
      return { text, mode: stats.mode & 0o777, owner: { uid: stats.uid, gid: stats.gid } };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (thrown instanceof SignalboxError) throw thrown;
    if (codeOf(thrown) === 'ENOENT') return null;
    throw unreadable(path, thrown instanceof TypeError ? 'it is not UTF-8 text' : codeOf(thrown), thrown);
  }
}

/** Follows a symbolic link, so that the link stays one. */
async function writeState(path: string, state: FileState): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await writeAtomically(await targetOf(path), state.text, state);
  } catch (thrown) {
    throw new SignalboxError('config-unwritable', `${path} can't be written (${codeOf(thrown)}); it is as it was.`, {
      details: { file: path },
      cause: thrown,
    });
  }
}

async function targetOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

function unreadable(path: string, because: string, cause?: unknown): SignalboxError {
  return new SignalboxError('config-unreadable', `${path} can't be read: ${because}.`, {
    details: { file: path },
    cause,
  });
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
}
