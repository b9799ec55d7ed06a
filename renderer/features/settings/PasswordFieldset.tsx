import { PasswordInput, Select, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import type { PasswordFields, PasswordSource } from './draft.ts';
import classes from './settings.module.css';

interface PasswordFieldsetProps {
  readonly label: string;
  readonly value: PasswordFields;
  readonly error?: string | undefined;
  readonly onChange: (value: PasswordFields) => void;
}

const sources: { value: PasswordSource; label: string }[] = [
  { value: 'typed', label: 'Type it now' },
  { value: 'env', label: 'Environment variable' },
  { value: 'file', label: 'File' },
  { value: 'ask', label: 'Ask at each start' },
];
const kept: { value: PasswordSource; label: string } = { value: 'kept', label: 'As it is' };

const hints: Record<PasswordSource, string> = {
  typed: 'Goes to the secret store of this machine, never into the file',
  env: 'Name of the variable',
  file: 'Path of a file that only its owner can read',
  ask: 'Asked for at each start, kept in memory alone',
  kept: 'Stays where it is now',
};

/** Where a password comes from; the configuration keeps only that. */
export function PasswordFieldset({ label, value, error, onChange }: PasswordFieldsetProps): JSX.Element {
  const { source, text } = value;
  const choices = source === 'kept' ? [kept, ...sources] : sources;
  const typing = (typed: string): void => onChange({ source, text: typed });
  return (
    <div className={`${classes['wide'] ?? ''} ${classes['secret'] ?? ''}`}>
      <Select
        label={`${label} from`}
        data={choices}
        value={source}
        onChange={(chosen) => onChange({ source: chosen ?? source, text: '' })}
        allowDeselect={false}
      />
      {source === 'typed' && (
        <PasswordInput
          label={label}
          description={hints.typed}
          value={text}
          onChange={(event) => typing(event.currentTarget.value)}
          autoComplete="new-password"
        />
      )}
      {(source === 'env' || source === 'file') && (
        <TextInput
          className={classes['mono'] ?? ''}
          label={source === 'env' ? 'Variable' : 'Path'}
          description={hints[source]}
          value={text}
          onChange={(event) => typing(event.currentTarget.value)}
          error={error}
        />
      )}
      {(source === 'ask' || source === 'kept') && <p className={classes['hint']}>{hints[source]}</p>}
    </div>
  );
}
