import { SegmentedControl } from '@mantine/core';
import type { JSX } from 'react';
import type { Preferences } from '../../../shared/ipc/contract.ts';
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx';
import { Panel } from '../../ui/layout/Panel.tsx';
import { useSession, useSignalbox } from '../../ui/state/signalbox.ts';
import { useAction } from '../../ui/state/use-action.ts';
import classes from './settings.module.css';

const words: { value: Preferences['words']; label: string }[] = [
  { value: 'master-slave', label: 'master / slave' },
  { value: 'source-replica', label: 'source / replica' },
];

const themes: { value: Preferences['theme']; label: string }[] = [
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
  { value: 'system', label: 'As the system' },
];

/** Words and theme, in force at once. */
export function PreferencesPanel(): JSX.Element {
  const { session } = useSignalbox();
  const preferences = useSession((state) => state.preferences);
  const prefer = useAction((change: Partial<Preferences>) => session.prefer(change));
  return (
    <Panel title="Words and look">
      <div className={classes['box']}>
        <div className={classes['choice']}>
          <span id="settings-words">Words</span>
          <SegmentedControl
            aria-labelledby="settings-words"
            data={words}
            value={preferences.words}
            onChange={(value) => prefer.run({ words: value })}
          />
          <span className={classes['hint']}>Statements are always shown as the server takes them.</span>
        </div>
        <div className={classes['choice']}>
          <span id="settings-theme">Theme</span>
          <SegmentedControl
            aria-labelledby="settings-theme"
            data={themes}
            value={preferences.theme}
            onChange={(value) => prefer.run({ theme: value })}
          />
        </div>
        {prefer.error !== null && <ErrorNotice error={prefer.error} />}
      </div>
    </Panel>
  );
}
