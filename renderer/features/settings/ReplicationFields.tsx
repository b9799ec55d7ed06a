import { TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../ui/state/use-words.ts';
import type { FormPart } from './form-part.ts';
import { PasswordFieldset } from './PasswordFieldset.tsx';
import classes from './settings.module.css';

/** The account that {replicas} use. Wanted on MariaDB alone, where servers keep no copy that can be read. */
export function ReplicationFields({ fields, change }: FormPart): JSX.Element {
  const words = useWords();
  return (
    <div className={classes['fields']}>
      <TextInput
        className={`${classes['wide'] ?? ''} ${classes['mono'] ?? ''}`}
        label="Replication user"
        description={words(
          'For MariaDB: the account that an old {source} uses as a {replica} after a switchover. MySQL servers keep it themselves.',
        )}
        value={fields.replicationUser}
        onChange={(event) => change({ replicationUser: event.currentTarget.value })}
        autoComplete="off"
      />
      {fields.replicationUser.trim() !== '' && (
        <PasswordFieldset
          label="Replication password"
          value={fields.replicationPassword}
          onChange={(replicationPassword) => change({ replicationPassword })}
        />
      )}
    </div>
  );
}
