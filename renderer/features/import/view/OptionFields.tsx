import { Switch, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { useWords } from '../../../ui/state/use-words.ts';
import type { ImportChoice } from '../model/choice.ts';
import { faultOf, importOptions, type ImportOption } from '../model/options.ts';
import classes from './import.module.css';

interface OptionFieldsProps {
  readonly choice: ImportChoice;
  readonly change: (part: Partial<ImportChoice>) => void;
}

/** Every option with what it means, where the question arises. */
export function OptionFields({ choice, change }: OptionFieldsProps): JSX.Element {
  return (
    <div className={classes['options']}>
      {importOptions.map((option) => (
        <OptionField key={option.key} option={option} choice={choice} change={change} />
      ))}
    </div>
  );
}

function OptionField({ option, choice, change }: OptionFieldsProps & { readonly option: ImportOption }): JSX.Element {
  const words = useWords();
  const disabled = option.fixed && choice.resume !== null;
  if (option.kind === 'switch') {
    const on = choice[option.key];
    return (
      <Switch
        className={classes['option'] ?? ''}
        label={words(option.label)}
        description={words(on ? option.on : option.off)}
        checked={on}
        disabled={disabled}
        onChange={(event) => change({ [option.key]: event.currentTarget.checked })}
      />
    );
  }
  return (
    <TextInput
      className={classes['option'] ?? ''}
      label={words(option.label)}
      description={words(option.explains)}
      placeholder={option.placeholder}
      value={choice[option.key]}
      error={faultOf(option, choice)}
      disabled={disabled}
      onChange={(event) => change({ [option.key]: event.currentTarget.value })}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
