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
          'MariaDB only: the account that the old {source} will use as a {replica}. Empty: a switchover asks for none.',
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
