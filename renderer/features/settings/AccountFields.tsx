import { Select, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import type { ClusterFields } from './draft.ts';
import type { FormPart } from './form-part.ts';
import { PasswordFieldset } from './PasswordFieldset.tsx';
import classes from './settings.module.css';

const tlsModes: { value: ClusterFields['tls']; label: string }[] = [
  { value: 'off', label: 'Off' },
  { value: 'preferred', label: 'Preferred: encrypted where the server can' },
  { value: 'required', label: 'Required, without checking the certificate' },
  { value: 'verify-ca', label: 'Verify the certificate’s CA' },
  { value: 'verify-identity', label: 'Verify CA and host name' },
];

/** The account that Signalbox connects with. */
export function AccountFields({ fields, change, missing }: FormPart): JSX.Element {
  const verifies = fields.tls === 'verify-ca' || fields.tls === 'verify-identity';
  return (
    <div className={classes['fields']}>
      <TextInput
        className={classes['mono'] ?? ''}
        label="User"
        value={fields.user}
        onChange={(event) => change({ user: event.currentTarget.value })}
        error={missing.user}
        autoComplete="off"
        required
      />
      <Select
        label="TLS"
        data={tlsModes}
        value={fields.tls}
        onChange={(value) => change({ tls: value ?? fields.tls })}
        allowDeselect={false}
      />
      <PasswordFieldset
        label="Password"
        value={fields.password}
        error={missing.password}
        onChange={(password) => change({ password })}
      />
      {verifies && (
        <TextInput
          className={`${classes['wide'] ?? ''} ${classes['mono'] ?? ''}`}
          label="CA file"
          description="Path of the CA certificate on this machine; the system’s if empty"
          value={fields.tlsCaFile}
          onChange={(event) => change({ tlsCaFile: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
