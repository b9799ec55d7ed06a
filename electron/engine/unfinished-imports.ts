import { readdir, rm } from 'node:fs/promises';
import type { UnfinishedImport } from '../../shared/import/running-import.ts';
import { pathOfState, readState, type ImportState } from './import-state.ts';
import type { Programs } from './journal/program.ts';

/** What is kept on this machine of imports that did not come to their end. */
export class UnfinishedImports {
  readonly #folder: string;
  readonly #programs: Programs;

  constructor(folder: string, programs: Programs) {
    this.#folder = folder;
    this.#programs = programs;
  }

  /** Those that can be gone on with, of one cluster or of all, oldest first. A state that can't be read is left out. */
  async list(cluster: string | null): Promise<readonly UnfinishedImport[]> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
    const states = await Promise.all(ids.map((id) => readState(this.#folder, id).catch(() => null)));
    return states
      .filter((state) => state !== null)
      .filter((state) => cluster === null || state.cluster === cluster)
      .flatMap((state) => this.#viewOf(state))
      .sort((one, other) => one.startedAt - other.startedAt);
  }

  /**
   * Nobody will go on with it. What is committed stays in the server, the marks too.
   * @throws SignalboxError `bad-usage` where nothing is known of it.
   */
  async forget(id: string): Promise<void> {
    await readState(this.#folder, id);
    await rm(pathOfState(this.#folder, id));
  }

  #viewOf(kept: ImportState): readonly UnfinishedImport[] {
    const { id, cluster, server, file, database, logged, keepsMarks, startedAt } = kept;
    if (kept.outcome === 'done' || file === null || !keepsMarks) return [];
    const state = kept.outcome === 'running' ? this.#runs(kept) : kept.outcome;
    return [{ importId: id, cluster, server, file: file.path, database, logged, startedAt, state }];
  }

  #runs({ program }: ImportState): 'running' | 'cut-off' {
    return program !== undefined && this.#programs.isRunning(program) ? 'running' : 'cut-off';
  }
}
