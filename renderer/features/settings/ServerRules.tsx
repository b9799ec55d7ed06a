import { Select, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import type { PromotionRule } from '../../../shared/domain/configuration.ts';
import { Button, IconButton } from '../../ui/controls/Button.tsx';
import type { ServerFields } from './draft.ts';
import type { FormPart } from './form-part.ts';
import classes from './settings.module.css';

const rules: { value: PromotionRule; label: string }[] = [
  { value: 'prefer', label: 'Prefer' },
  { value: 'neutral', label: 'Neutral' },
  { value: 'never', label: 'Never promote' },
];

const newServer: ServerFields = { address: '', label: '', promotion: 'neutral', site: '' };

/** What people call single servers, where they stand, and whether they may be promoted. */
export function ServerRules({ fields, change }: FormPart): JSX.Element {
  const { servers } = fields;
  const replace = (index: number, part: Partial<ServerFields>): void =>
    change({ servers: servers.map((server, at) => (at === index ? { ...server, ...part } : server)) });
  return (
    <div className={classes['fields']}>
      {servers.map((server, index) => (
        <ServerRule
          key={index}
          server={server}
          number={index + 1}
          onChange={(part) => replace(index, part)}
          onRemove={() => change({ servers: servers.filter((_, at) => at !== index) })}
        />
      ))}
      <div className={`${classes['wide'] ?? ''} ${classes['actions'] ?? ''}`}>
        <Button size="small" icon="plus" onClick={() => change({ servers: [...servers, newServer] })}>
          Add a rule
        </Button>
        {servers.length === 0 && (
          <span className={classes['hint']}>Optional: labels, sites, and which servers may be promoted.</span>
        )}
      </div>
    </div>
  );
}

interface ServerRuleProps {
  readonly server: ServerFields;
  readonly number: number;
  readonly onChange: (part: Partial<ServerFields>) => void;
  readonly onRemove: () => void;
}

function ServerRule({ server, number, onChange, onRemove }: ServerRuleProps): JSX.Element {
  return (
    <div className={`${classes['wide'] ?? ''} ${classes['rule'] ?? ''}`} role="group" aria-label={`Rule ${number}`}>
      <TextInput
        className={classes['mono'] ?? ''}
        label="Address"
        value={server.address}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
      />
      <TextInput
        label="Called"
        value={server.label}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
      />
      <Select
        label="Promotion"
        data={rules}
        value={server.promotion}
        onChange={(value) => onChange({ promotion: value ?? server.promotion })}
        allowDeselect={false}
      />
      <TextInput label="Site" value={server.site} onChange={(event) => onChange({ site: event.currentTarget.value })} />
      <IconButton icon="trash" label={`Remove rule ${number}`} onClick={onRemove} />
    </div>
  );
}
