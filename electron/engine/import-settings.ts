import { SignalboxError } from '../../shared/domain/errors.ts';
import type { ServerId } from '../../shared/domain/server.ts';
import type { ChangedSetting, LeftSettings, RestoredSetting } from '../../shared/import/changed-settings.ts';
import { restoreSettings } from './import/settings/restore-settings.ts';
import { allStates, saveState, type ImportState } from './import-state.ts';
import type { ImportsParts } from './imports.ts';

export type ImportSettingsParts = Pick<ImportsParts, 'cluster' | 'open' | 'folder' | 'programs'>;

/** Server-wide settings that imports have changed, as their states on this machine have them. */
export class ImportSettings {
  readonly #parts: ImportSettingsParts;

  constructor(parts: ImportSettingsParts) {
    this.#parts = parts;
  }

  /** Those that nobody sets back any more by itself. */
  async left(): Promise<readonly LeftSettings[]> {
    const states = await allStates(this.#parts.folder);
    return states
      .filter((state) => !this.#isRunning(state))
      .flatMap(({ id, cluster, server, startedAt, settings = [] }) =>
        settings.length === 0 ? [] : [{ importId: id, cluster, server, startedAt, settings }],
      );
  }

  /** What other imports than `except` have changed on a server and not set back. */
  async changedOn(
    server: ServerId,
    { except, which }: { readonly except: string | null; readonly which: 'all' | 'running' },
  ): Promise<readonly ChangedSetting[]> {
    const states = await allStates(this.#parts.folder);
    return states
      .filter((state) => state.server === server && state.id !== except)
      .filter((state) => which === 'all' || this.#isRunning(state))
      .flatMap(({ settings = [] }) => settings);
  }

  /**
   * Sets back what is left on a server.
   * @throws SignalboxError `bad-usage` where nothing is; as opening a session and `restoreSettings` do.
   */
  async restore(server: ServerId, signal: AbortSignal): Promise<readonly RestoredSetting[]> {
    const left = (await this.left()).filter((each) => each.server === server);
    if (left.length === 0)
      throw new SignalboxError(
        'bad-usage',
        `No import has left settings of ${server} changed, as far as this machine knows.`,
      );
    const restored: RestoredSetting[] = [];
    for (const each of left) restored.push(...(await this.#restoreOne(each, signal)));
    return restored;
  }

  async #restoreOne(
    { importId, cluster, server, settings }: LeftSettings,
    signal: AbortSignal,
  ): Promise<readonly RestoredSetting[]> {
    const session = await this.#parts.open(await this.#parts.cluster(cluster), server, signal);
    try {
      const needed = await this.changedOn(server, { except: importId, which: 'running' });
      const restored = await restoreSettings(session, settings, needed);
      const state = (await allStates(this.#parts.folder)).find(({ id }) => id === importId);
      if (state !== undefined) await saveState(this.#parts.folder, { ...state, settings: [] });
      return restored;
    } finally {
      await session.close();
    }
  }

  #isRunning({ outcome, program }: ImportState): boolean {
    return outcome === 'running' && program !== undefined && this.#parts.programs.isRunning(program);
  }
}
