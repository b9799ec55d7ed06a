import { preferencesSchema, type Preferences } from '../../shared/ipc/contract.ts';
import type { Journal } from './journal/journal.ts';

const key = 'preferences';

export const defaultPreferences: Preferences = { words: 'master-slave', theme: 'dark' };

/** What the user chose; the defaults while nothing, or nothing readable, is kept. */
export function readPreferences(journal: Journal): Preferences {
  try {
    const parsed = preferencesSchema.safeParse(journal.setting(key));
    return parsed.success ? parsed.data : defaultPreferences;
  } catch {
    return defaultPreferences;
  }
}

/** @throws SignalboxError `journal-unwritable` */
export function keepPreferences(journal: Journal, preferences: Preferences): Preferences {
  journal.setSetting(key, { words: preferences.words, theme: preferences.theme });
  return preferences;
}
