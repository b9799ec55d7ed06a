import type { ChangedSetting, RestoredSetting } from '../../../../shared/import/changed-settings.ts';
import type { Session } from '../../connections/session.ts';
import { readSetting, setSetting } from './set-setting.ts';

/**
 * Sets back what an import has changed, each proved by reading it. What somebody has set to something else meanwhile
 * stays, and what another import that runs has changed too: that one sets it back.
 * @throws SignalboxError as `Session.query`; `step-failed`. What was set back by then stays so.
 */
export async function restoreSettings(
  session: Session,
  changed: readonly ChangedSetting[],
  stillNeeded: readonly ChangedSetting[],
): Promise<readonly RestoredSetting[]> {
  const restored: RestoredSetting[] = [];
  for (const change of changed.toReversed()) restored.push(await restore(session, change, stillNeeded));
  return restored;
}

async function restore(
  session: Session,
  change: ChangedSetting,
  stillNeeded: readonly ChangedSetting[],
): Promise<RestoredSetting> {
  const now = (await readSetting(session, change.name)) ?? '';
  if (stillNeeded.some(({ name }) => name === change.name)) return { ...change, now, how: 'still-needed' };
  if (now === change.before) return { ...change, now, how: 'as-before' };
  if (now !== change.during) return { ...change, now, how: 'left' };
  await setSetting(session, change.name, change.before);
  return { ...change, now: change.before, how: 'restored' };
}
