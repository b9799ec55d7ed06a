import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import type { ClusterFields } from './draft.ts';
import type { FormPart } from './form-part.ts';
import classes from './settings.module.css';

interface ClusterFieldsetProps extends FormPart {
  readonly isNew: boolean;
}

const environments: { value: ClusterFields['environment']; label: string }[] = [
  { value: 'production', label: 'Production: changes are confirmed by typing its name' },
  { value: 'staging', label: 'Staging' },
  { value: 'development', label: 'Development' },
];

/** Name, servers, environment, and how closely it is watched. */
export function ClusterFieldset({ fields, change, missing, isNew }: ClusterFieldsetProps): JSX.Element {
  return (
    <div className={classes['fields']}>
      <TextInput
        label="Name"
        description="Short, for the command line and for confirming"
        value={fields.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={missing.name}
        required
        data-autofocus={isNew}
        autoFocus={isNew}
      />
      <TextInput
        label="Label"
        description="As people call it; the name if empty"
        value={fields.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <Textarea
        className={`${classes['wide'] ?? ''} ${classes['mono'] ?? ''}`}
        label="Servers"
        description="One is enough, a few are safer: host or host:port, one a line. The others are found from them."
        placeholder="db1.example.com:3306"
        autosize
        minRows={2}
        maxRows={8}
        value={fields.seeds}
        onChange={(event) => change({ seeds: event.currentTarget.value })}
        error={missing.seeds}
        required
      />
      <Select
        className={classes['wide'] ?? ''}
        label="Environment"
        data={environments}
        value={fields.environment}
        onChange={(value) => change({ environment: value ?? fields.environment })}
        allowDeselect={false}
      />
      <NumberInput
        label="Look every"
        suffix=" s"
        min={0.5}
        max={600}
        step={0.5}
        value={fields.pollSeconds}
        onChange={(value) => change({ pollSeconds: Number(value) })}
      />
      <NumberInput
        label="Behind from"
        suffix=" s"
        min={0}
        max={86_400}
        value={fields.lagLimitS}
        onChange={(value) => change({ lagLimitS: Number(value) })}
      />
      <Checkbox
        className={classes['wide'] ?? ''}
        label="Ask me to move the application before writes are stopped and after they are possible again"
        checked={fields.askToMoveApplication}
        onChange={(event) => change({ askToMoveApplication: event.currentTarget.checked })}
      />
    </div>
  );
}
