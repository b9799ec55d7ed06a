import { Checkbox, Radio, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../../ui/state/use-words.ts';
import type { ChangeMasterChoice } from '../model/choice.ts';
import classes from './change-master.module.css';

interface TlsFieldsProps {
  readonly choice: ChangeMasterChoice;
  readonly change: (part: Partial<ChangeMasterChoice>) => void;
}

type Wanted = 'keep' | 'on' | 'off';

/** The encryption of the connection: as it is, on, or off. */
export function TlsFields({ choice, change }: TlsFieldsProps): JSX.Element {
  const words = useWords();
  const { tls } = choice;
  const wanted: Wanted = tls === null ? 'keep' : tls.enabled ? 'on' : 'off';
  const want = (value: string): void => {
    if (value === 'keep') change({ tls: null });
    else change({ tls: { enabled: value === 'on', verify: tls?.verify ?? false, ca: tls?.ca ?? null } });
  };
  return (
    <Radio.Group label="TLS" value={wanted} onChange={want} className={classes['group'] ?? ''}>
      <div className={classes['row']}>
        <Radio value="keep" label="Leave it as it is" />
        <Radio value="on" label="On" />
        <Radio value="off" label="Off" />
      </div>
      {tls?.enabled === true && (
        <div className={classes['more']}>
          <Checkbox
            label={words('Verify the {source}’s certificate')}
            checked={tls.verify}
            onChange={(event) => change({ tls: { ...tls, verify: event.currentTarget.checked } })}
          />
          <TextInput
            className={classes['mono'] ?? ''}
            label={words('CA file, a path on the {replica}')}
            description="Empty: as it is configured there"
            value={tls.ca ?? ''}
            maxLength={512}
            onChange={(event) => {
              const ca = event.currentTarget.value;
              change({ tls: { ...tls, ca: ca === '' ? null : ca } });
            }}
          />
        </div>
      )}
    </Radio.Group>
  );
}
