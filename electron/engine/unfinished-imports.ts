import { rm } from 'node:fs/promises';
import { SignalboxError } from '../../shared/domain/errors.ts';
import type { UnfinishedImport } from '../../shared/import/running-import.ts';
import { allStates, overwrites, pathOfState, readState, type ImportState } from './import-state.ts';
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
    const states = await allStates(this.#folder);
    return states
      .filter((state) => cluster === null || state.cluster === cluster)
      .flatMap((state) => this.#viewOf(state))
      .sort((one, other) => one.startedAt - other.startedAt);
  }

  /**
   * Nobody will go on with it. What is committed stays in the server, the marks too.
   * @throws SignalboxError `bad-usage` where nothing is known of it, or what it has changed on the server is not set back.
   */
  async forget(id: string): Promise<void> {
    const { server, settings = [] } = await readState(this.#folder, id);
    if (settings.length > 0)
      throw new SignalboxError(
        'bad-usage',
        `The import ${id} has left settings of ${server} changed. Set them back first: signalbox import-settings restore ${server}`,
      );
    await rm(pathOfState(this.#folder, id));
  }

  #viewOf(kept: ImportState): readonly UnfinishedImport[] {
    const { id, cluster, server, file, database, logged, keepsMarks, startedAt } = kept;
    if (kept.outcome === 'done' || file === null || !keepsMarks) return [];
    const state = kept.outcome === 'running' ? this.#runs(kept) : kept.outcome;
    const goesOn = { importId: id, cluster, server, file: file.path, database, logged, startedAt, state };
    return [{ ...goesOn, overwrite: overwrites(kept), asked: kept.asked ?? null }];
  }

  #runs({ program }: ImportState): 'running' | 'cut-off' {
    return program !== undefined && this.#programs.isRunning(program) ? 'running' : 'cut-off';
  }
}
