import { reportOf } from '../../../../shared/domain/errors.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import {
  restoredInWords,
  settingInWords,
  type ChangedSetting,
  type SpeedUp,
} from '../../../../shared/import/changed-settings.ts';
import type { Session } from '../../connections/session.ts';
import { readSetting, setSetting } from './set-setting.ts';
import { readCurrentSettings } from './read-current-settings.ts';
import { restoreSettings } from './restore-settings.ts';
import { settingChanges, withEarlier } from './setting-changes.ts';

export interface OwnSettingsParts {
  readonly server: ServerId;
  /** A session that cancelling the import does not end. */
  readonly open: () => Promise<Session>;
  /** Durable when it resolves: what is to be set back. */
  readonly keep: (changed: readonly ChangedSetting[]) => Promise<void>;
  /** What other imports have changed on this server and not set back; `running`: only of those that run. */
  readonly others: (which: 'all' | 'running') => Promise<readonly ChangedSetting[]>;
}

/** The server-wide settings of one import: written down, changed, set back. */
export class OwnSettings {
  readonly #parts: OwnSettingsParts;
  #changed: readonly ChangedSetting[];

  /** `changed`: what an earlier run of the import was cut off with. */
  constructor(parts: OwnSettingsParts, changed: readonly ChangedSetting[]) {
    this.#parts = parts;
    this.#changed = changed;
  }

  /**
   * Changes what is asked for. What was changed is in `keep` before the first is.
   * @throws SignalboxError as opening a session and `Session.query` do; `step-failed`; as `keep` does.
   */
  async relax(speed: readonly SpeedUp[]): Promise<readonly string[]> {
    if (speed.length === 0 && this.#changed.length === 0) return [];
    const session = await this.#parts.open();
    try {
      const notes = await this.#setBack(session);
      const wanted = settingChanges(speed, await readCurrentSettings(session));
      const changes = withEarlier(wanted, await this.#parts.others('all'), speed);
      if (changes.length === 0) return notes;
      await this.#keep(changes);
      for (const { name, during } of changes)
        if ((await readSetting(session, name)) !== during) await setSetting(session, name, during);
      return [...notes, `Changed on ${this.#parts.server} for the import: ${changes.map(inWords).join(', ')}.`];
    } finally {
      await session.close();
    }
  }

  /** Sets back what was changed, in sentences. Never rejects: what could not be set back stays written down, and is said. */
  async restore(): Promise<readonly string[]> {
    if (this.#changed.length === 0) return [];
    try {
      const session = await this.#parts.open();
      try {
        return await this.#setBack(session);
      } finally {
        await session.close();
      }
    } catch (error) {
      const { server } = this.#parts;
      const { message } = reportOf(error);
      return [
        `Not set back on ${server}: ${this.#changed.map(inWords).join(', ')}. ${message} Set it back: signalbox import-settings restore ${server}`,
      ];
    }
  }

  async #setBack(session: Session): Promise<readonly string[]> {
    if (this.#changed.length === 0) return [];
    const restored = await restoreSettings(session, this.#changed, await this.#parts.others('running'));
    await this.#keep([]);
    return restored.map((setting) => `${this.#parts.server}: ${restoredInWords(setting)}`);
  }

  async #keep(changed: readonly ChangedSetting[]): Promise<void> {
    await this.#parts.keep(changed);
    this.#changed = changed;
  }
}

function inWords({ name, before, during }: ChangedSetting): string {
  return `${settingInWords(name, during)} (before: ${before})`;
}
