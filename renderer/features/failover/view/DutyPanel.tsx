import { TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { hoursTyped, type FailoverChoice } from '../model/choice.ts';
import { rehearsedIn } from '../model/rehearsed.ts';
import type { FailoverStore } from '../store/failover-wizard.ts';
import classes from './failover.module.css';

interface DutyPanelProps {
  readonly cluster: string;
  readonly store: FailoverStore;
  readonly choice: FailoverChoice;
}

/** Who keeps the old source closed when it comes back, and for how long. A change is rehearsed when the field is left. */
export function DutyPanel({ cluster, store, choice }: DutyPanelProps): JSX.Element {
  const words = useWords();
  const { name } = useSubject(cluster);
  const [text, setText] = useState(String(choice.dutyHours));
  const wizard = store.getState();
  const source = wizard.station === 'checks' ? (rehearsedIn(wizard)?.source ?? null) : null;
  const hours = hoursTyped(text);
  const take = (): void => {
    if (hours !== null && hours !== choice.dutyHours) store.adjust({ ...choice, dutyHours: hours });
  };
  return (
    <Panel title={words(source === null ? 'When the old {source} comes back' : `When ${name(source)} comes back`)}>
      <TextInput
        className={classes['hours'] ?? ''}
        label="Keep it closed for, hours"
        description={words(
          'Signalbox makes it read-only as soon as it answers again, so that it takes no writes beside the new {source}, while a window or signalbox watch runs. 0: nobody does.',
        )}
        value={text}
        error={hours === null ? 'A whole number from 0 to 720' : null}
        inputMode="numeric"
        maxLength={3}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
    </Panel>
  );
}
